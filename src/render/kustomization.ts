import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { asObject, asText, jsonOf, objectsAt } from '../manifest/fields.ts'
import { isRemote } from './remote.ts'
import { fetchedBy, holdsPlugins } from './plugin.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { findFields } from '../refs/path.ts'
import { folderOf, resolvePath } from '../source/path.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { parseYaml } from '../source/yaml.ts'

/** One kustomization file, with every path that it names. */
export interface Kustomization {
  readonly file: string
  readonly folder: string
  readonly value: JsonObject
  readonly locate: Locate
  readonly entries: readonly Entry[]
}

/** A path that a kustomization names. */
export interface Entry {
  readonly text: string
  /** The field that holds it. */
  readonly path: ValuePath
  /** `resource` is part of the output; `part` only serves it: patches, sources of generators. */
  readonly role: 'resource' | 'part'
  /** In the repository; undefined on the network or outside of the repository. */
  readonly target: string | undefined
}

/** In kustomize's order of preference (kustomize v5, api/konfig/general.go). */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** Fields that generate objects, with the kind of these. */
export const generators: Readonly<Record<string, string>> = {
  configMapGenerator: 'ConfigMap',
  secretGenerator: 'Secret',
}

/** Fields that hold paths (kustomize v5.5.0, api/types/kustomization.go), those of resources in the order of the output. */
const pathFields: Readonly<Record<Entry['role'], readonly string[]>> = {
  resource: ['resources[]', 'bases[]', 'components[]'],
  part: [
    'crds[]',
    'configurations[]',
    'openapi.path',
    'generators[]',
    'transformers[]',
    'validators[]',
    'patches[].path',
    'patchesStrategicMerge[]',
    'patchesJson6902[].path',
    'replacements[].path',
    ...Object.keys(generators).flatMap((name) => [`${name}[].files[]`, `${name}[].envs[]`, `${name}[].env`]),
  ],
}

/** Fields that leave the resources as they are. */
const harmless = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'sortOptions', 'buildMetadata'])

/** `value` is undefined where the file holds no map. */
export function readKustomization(
  file: string,
  text: string,
): { readonly value: Kustomization | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { documents, diagnostics } = parseYaml(file, text, { documents: 'one' })
  const [document] = documents
  if (document === undefined) return { value: undefined, diagnostics }
  const value = asObject(jsonOf(document.value())) ?? {}
  const folder = folderOf(file)
  const entries = [...entriesOf(value, folder, 'resource'), ...entriesOf(value, folder, 'part')]
  return { value: { file, folder, value, locate: document.locate, entries }, diagnostics }
}

function entriesOf(kustomization: JsonObject, folder: string, role: Entry['role']): readonly Entry[] {
  return pathFields[role].flatMap((pattern) =>
    findFields(kustomization, pattern).flatMap(({ value, path }) => {
      const written = asText(value)
      const text = pathIn(written, pattern)
      if (text === undefined) return inPlace(written, path)
      return { text, path, role, target: isRemote(text) ? undefined : resolvePath(folder, text) }
    }),
  )
}

/** Of a plugin that is written in place, what it would fetch. */
function inPlace(written: string | undefined, path: ValuePath): readonly Entry[] {
  if (written === undefined || !holdsPlugins(path)) return []
  return fetchedBy(written).map((text) => ({ text, path, role: 'part', target: undefined }))
}

/** A text of several lines is YAML in place; the files of a generator may be `key=path`. */
function pathIn(text: string | undefined, pattern: string): string | undefined {
  if (text === undefined || text.includes('\n')) return undefined
  return pattern.endsWith('.files[]') ? text.slice(text.indexOf('=') + 1) : text
}

/** Files and folders of the repository, in the order of the output. */
export function resourcesOf({ entries }: Kustomization): readonly string[] {
  return targetsOf(entries, 'resource')
}

/** Files that only serve it. */
export function partsOf({ entries }: Kustomization): readonly string[] {
  return targetsOf(entries, 'part')
}

function targetsOf(entries: readonly Entry[], wanted: Entry['role']): readonly string[] {
  return entries.flatMap(({ role, target }) => (role === wanted && target !== undefined ? [target] : []))
}

/** The first base on the network or outside of the repository. */
export function foreignBase({ entries }: Kustomization): string | undefined {
  return entries.find(({ role, target }) => role === 'resource' && target === undefined)?.text
}

/** The fields that make the output differ from the resources. */
export function changesOf({ value }: Kustomization): readonly string[] {
  return Object.keys(value).filter((key) => !harmless.has(key))
}

/** `ConfigMap/name` of what it generates. */
export function generatedBy({ value }: Kustomization): readonly string[] {
  return Object.entries(generators).flatMap(([key, kind]) =>
    objectsAt(value, key).flatMap((item) => {
      const name = asText(item['name'])
      return name === undefined ? [] : [`${kind}/${name}`]
    }),
  )
}
