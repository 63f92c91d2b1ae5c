import { resolvePath } from '../source/path.ts'
import { parseYaml } from '../source/yaml.ts'
import { asText, jsonOf, objectAt, objectsAt, textsAt } from '../manifest/fields.ts'
import type { Json } from '../manifest/manifest.ts'
import type { Locate } from '../source/span.ts'

/** What a kustomization file says, as far as it matters for finding the objects. */
export interface Kustomization {
  readonly file: string
  readonly locate: Locate
  /** Files and folders of the repository, in order. */
  readonly resources: readonly string[]
  /** Further files that only serve it: patches, sources of generators. */
  readonly parts: readonly string[]
  /** Bases that lie elsewhere, on the network or outside of the repository. */
  readonly remote: readonly string[]
  /** The keys that make the output differ from the resources. Without any, the resources are the output. */
  readonly changes: readonly string[]
  /** `ConfigMap/name` of what it generates. */
  readonly generates: readonly string[]
}

/** In kustomize's order of preference (kustomize v5, api/konfig/general.go). */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/**
 * What kustomize would clone or download (api/internal/git/repospec.go, api/internal/loader/fileloader.go); also without a
 * scheme, as `github.com/owner/name//folder?ref=main`. A folder may be called `orders.old`.
 */
export function isRemote(entry: string): boolean {
  return remoteName.test(entry)
}

const remoteName =
  /^[a-z][\w+.-]*:|\/\/|^git@|^(?:[\w-]+\.)+(?:com|org|io|net|dev)[/:]|[?&](?:ref|version)=|\.git(?:\/|$)/i

const harmless = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'sortOptions', 'buildMetadata'])
const lists = ['resources', 'bases', 'components'] as const
const partLists = [
  'patchesStrategicMerge',
  'generators',
  'transformers',
  'validators',
  'configurations',
  'crds',
] as const
const generators: Readonly<Record<string, string>> = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' }

/** Undefined where the file can't be read as one. */
export function readKustomization(folder: string, file: string, text: string): Kustomization | undefined {
  const document = parseYaml(file, text).documents[0]
  const value = jsonOf(document?.value())
  if (document === undefined || value === undefined) return undefined
  const named = lists.flatMap((key) => textsAt(value, key))
  const places = named.map((name) => ({ name, path: isRemote(name) ? undefined : resolvePath(folder, name) }))
  return {
    file,
    locate: document.locate,
    resources: places.flatMap(({ path }) => path ?? []),
    parts: partsOf(value).flatMap((name) => resolvePath(folder, name) ?? []),
    remote: places.flatMap(({ name, path }) => (path === undefined ? [name] : [])),
    changes: Object.keys(objectAt(value) ?? {}).filter((key) => !harmless.has(key)),
    generates: Object.entries(generators).flatMap(([key, kind]) =>
      objectsAt(value, key).flatMap((item) =>
        asText(item['name']) === undefined ? [] : [`${kind}/${asText(item['name'])}`],
      ),
    ),
  }
}

function partsOf(value: Json): readonly string[] {
  const patches = ['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
    objectsAt(value, key).flatMap((item) => asText(item['path']) ?? []),
  )
  const files = Object.keys(generators).flatMap((key) =>
    objectsAt(value, key).flatMap((item) => ['files', 'envs'].flatMap((list) => textsAt(item, list)).map(withoutKey)),
  )
  return [...partLists.flatMap((key) => textsAt(value, key)), ...patches, ...files]
}

/** `key=path` names the key of a generated ConfigMap too. */
function withoutKey(file: string): string {
  return file.slice(file.indexOf('=') + 1)
}
