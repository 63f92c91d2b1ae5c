import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { asObject, at, isList } from './fields.ts'
import type { Json, Manifest } from './manifest.ts'
import { pathText } from './path-text.ts'

type Keys = readonly string[]

/** The place of the pod's metadata and spec, by kind. */
const podPaths: Readonly<Record<string, Keys>> = {
  Pod: [],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
}

/** Maps of strings by kind, in addition to labels and annotations (Kubernetes API reference). */
const textMaps: Readonly<Record<string, readonly Keys[]>> = {
  ConfigMap: [['data'], ['binaryData']],
  Secret: [['data'], ['stringData']],
  Service: [['spec', 'selector']],
}

const metadataMaps = ['labels', 'annotations'] as const
const containerLists = ['initContainers', 'containers'] as const

/** Values for which the API server refuses the object, because it accepts only strings there. */
export function notStrings(manifest: Manifest, locate: Locate, source: string): Diagnostic[] {
  return suspects(manifest)
    .filter(({ value }) => value !== undefined && value !== null && typeof value !== 'string')
    .map(({ path, value }) => finding(path, value, locate, source))
}

interface Suspect {
  readonly path: ValuePath
  readonly value: Json | undefined
}

function suspects(manifest: Manifest): readonly Suspect[] {
  const pod = podPaths[manifest.kind]
  const maps: Keys[] = metadataMaps.map((name) => ['metadata', name])
  append(maps, textMaps[manifest.kind] ?? [])
  if (pod !== undefined) maps.push(['spec', 'selector', 'matchLabels'], [...pod, 'spec', 'nodeSelector'])
  if (pod !== undefined && pod.length > 0)
    append(
      maps,
      metadataMaps.map((name) => [...pod, 'metadata', name]),
    )
  const found = maps.flatMap((path) => entriesAt(manifest, path))
  return pod === undefined ? found : [...found, ...environment(manifest, [...pod, 'spec'])]
}

function entriesAt(manifest: Manifest, path: Keys): readonly Suspect[] {
  const map = asObject(at(manifest, ...path)) ?? {}
  return Object.entries(map).map(([key, value]) => ({ path: [...path, key], value }))
}

function environment(manifest: Manifest, spec: Keys): readonly Suspect[] {
  return containerLists.flatMap((name) =>
    listAt(manifest, [...spec, name]).flatMap((container, index) =>
      listAt(container, ['env']).map((variable, position) => ({
        path: [...spec, name, index, 'env', position, 'value'],
        value: asObject(variable)?.['value'],
      })),
    ),
  )
}

function listAt(value: Json, path: Keys): readonly Json[] {
  const list = at(value, ...path)
  return isList(list) ? list : []
}

function finding(path: ValuePath, value: Json | undefined, locate: Locate, source: string): Diagnostic {
  const span = locate(path)
  const text = source.slice(span.start, span.end)
  const why = 'the API server accepts only strings here and refuses the object'
  if (typeof value === 'object' || !plainText.test(text)) {
    const message = `${pathText(path)} is ${kindOf(value)}, not a string`
    return diagnostic('workload/not-a-string', { message, why, help: 'write it as a quoted string', span })
  }
  const message = `${pathText(path)} is ${text}, which YAML reads as ${kindOf(value)}`
  const title = `quote it: "${text}"`
  return diagnostic('workload/not-a-string', {
    message,
    why,
    help: title,
    span,
    fix: { title, edits: [{ span, text: `"${text}"` }] },
  })
}

/** A spelling that quotes turn into a string, unlike an alias or a tag. */
const plainText = /^[-+.\w]+$/

function kindOf(value: Json | undefined): string {
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : 'a map'
}
