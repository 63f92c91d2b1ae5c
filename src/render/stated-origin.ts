/** kustomize annotates each object with its file if the kustomization asks for it. So it builds a wrapper that does. */
import { relative } from 'node:path/posix'
import { asText, jsonOf, objectAt, without } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { resolvePath } from '../source/path.ts'
import { parseYaml } from '../source/yaml.ts'
import type { KustomizeInput } from './kustomize-input.ts'
import type { RenderJob } from './renderer.ts'

/** Files of the repository. */
export interface StatedOrigin {
  /** Holds the object. */
  readonly path: string | undefined
  /** The kustomization that generates it. */
  readonly configuredIn: string | undefined
}

/** Siblings, because a kustomization can't name a folder that contains it. */
const [tree, wrapper] = ['tree', 'wrapper']
/** kustomize v5, api/resource/origin.go. */
const originKey = 'config.kubernetes.io/origin'

export function jobWithOrigins({ folder, files }: KustomizeInput): RenderJob {
  const asking = JSON.stringify({ resources: [baseOf(folder)], buildMetadata: ['originAnnotations'] })
  const handed = new Map([...files].map(([path, content]) => [`${tree}/${path}`, content]))
  handed.set(`${wrapper}/kustomization.yaml`, new TextEncoder().encode(asking))
  return { tool: 'kustomize', folder: wrapper, files: handed, subject: folder }
}

function baseOf(folder: string): string {
  return `../${tree}/${folder}`
}

/** A message of the program, with paths of the repository. */
export function withoutWrapper(message: string): string {
  return message.replaceAll(`${tree}/`, '')
}

/** The object without the annotation, and what it says. */
export function takeOrigin(
  manifest: Manifest,
  folder: string,
): { readonly manifest: Manifest; readonly stated: StatedOrigin } {
  const { annotations = {}, ...metadata } = manifest.metadata
  const text = annotations[originKey]
  const origin = text === undefined ? undefined : objectAt(jsonOf(parseYaml('origin', text).documents[0]?.value()))
  const fileAt = (key: string): string | undefined => {
    const path = asText(origin?.[key])
    return path === undefined ? undefined : resolvePath(folder, relative(baseOf(folder), path))
  }
  const kept = Object.entries(without(annotations, originKey)).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  )
  return {
    manifest: {
      ...manifest,
      metadata: kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) },
    },
    stated: { path: fileAt('path'), configuredIn: fileAt('configuredIn') },
  }
}
