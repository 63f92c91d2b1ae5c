import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import { kustomizationNames, readKustomization, resourcesOf } from '../render/index.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import { baseName, folderOf } from '../source/path.ts'
import { readText } from '../source/read.ts'
import type { Found, Repository } from './repository.ts'

/** A path that a pipeline can use as its workload, for one environment or for all. */
export interface Place {
  /** A file or a folder. */
  readonly path: string
  readonly kind: 'plain YAML' | 'kustomization' | 'chart'
  readonly environment: string | undefined
  /** The objects in it; empty for a chart, which is not rendered. */
  readonly objects: readonly Found[]
  /** Values files of a chart. */
  readonly values: readonly string[]
}

/** A workload and its places, the base first. */
export interface Workload {
  readonly name: string
  readonly manifest: Manifest | undefined
  /** Whether its place has other workloads as well. */
  readonly company: 'alone' | 'others'
  readonly container: JsonObject | undefined
  /** The number of containers in its pod. */
  readonly containers: number
  readonly places: readonly [Place, ...Place[]]
}

const kinds = new Set(['Deployment', 'StatefulSet', 'Rollout'])

/** Usual names of environments, in the order of promotion. */
const environments = [
  'dev',
  'development',
  'test',
  'testing',
  'qa',
  'integration',
  'staging',
  'stage',
  'preprod',
  'uat',
  'prod',
  'production',
  'live',
]

export function workloads(repository: Repository): readonly Workload[] {
  const groups = new Map<string, Place[]>()
  for (const place of [...kustomizations(repository), ...plainPlaces(repository), ...charts(repository)]) {
    const id = place.environment === undefined ? place.path : `${familyOf(place)}*`
    groups.set(id, [...(groups.get(id) ?? []), place])
  }
  return [...groups.values()].flatMap((places) => workloadsIn(places.sort(byEnvironment)))
}

/** The same for all places that differ only in the environment. */
function familyOf({ path, environment }: Place): string {
  return path
    .split('/')
    .filter((part) => part !== environment)
    .join('/')
}

function byEnvironment(a: Place, b: Place): number {
  return (
    environments.indexOf(a.environment ?? '') - environments.indexOf(b.environment ?? '') || compare(a.path, b.path)
  )
}

function workloadsIn(places: readonly Place[]): Workload[] {
  const [first, ...rest] = places
  if (first === undefined) return []
  if (first.kind === 'chart') {
    const name = baseName(first.path) === '' ? 'app' : baseName(first.path)
    return [
      { name, manifest: undefined, company: 'alone', container: undefined, containers: 0, places: [first, ...rest] },
    ]
  }
  const found = first.objects.filter(({ manifest }) => kinds.has(manifest.kind))
  return found.map(({ manifest }) => {
    const containers = objectsAt(manifest, 'spec', 'template', 'spec', 'containers')
    return {
      name: manifest.metadata.name,
      manifest,
      company: found.length > 1 ? 'others' : 'alone',
      container: servingContainer(manifest, containers),
      containers: containers.length,
      places: [first, ...rest],
    }
  })
}

/** As kubectl chooses it, or else the first one with a port. */
function servingContainer(manifest: Manifest, containers: readonly JsonObject[]): JsonObject | undefined {
  const annotations = objectAt(manifest, 'spec', 'template', 'metadata', 'annotations')
  const named = textAt(annotations, 'kubectl.kubernetes.io/default-container')
  return (
    containers.find((container) => container['name'] === named) ??
    containers.find((container) => objectsAt(container, 'ports').length > 0) ??
    containers[0]
  )
}

/** A folder, or a single file if the folder has other YAML as well. */
function plainPlaces({ objects, files }: Repository): Place[] {
  const hosts = new Set(objects.filter(({ manifest }) => kinds.has(manifest.kind)).map(({ file }) => file))
  const folders = new Map<string, string[]>()
  for (const file of hosts) folders.set(folderOf(file), [...(folders.get(folderOf(file)) ?? []), file])
  const places: Place[] = []
  for (const [folder, inside] of folders) {
    const yaml = files.filter((path) => folderOf(path) === folder && /\.ya?ml$/.test(path))
    if (yaml.some((path) => kustomizationNames.includes(baseName(path)))) continue
    const known = new Set(objects.map(({ file }) => file))
    const paths = folder !== '' && yaml.every((path) => known.has(path)) ? [folder] : inside
    for (const path of paths) {
      const own = objects.filter(({ file }) => file === path || folderOf(file) === path)
      places.push({ path, kind: 'plain YAML', environment: environmentIn(path), objects: own, values: [] })
    }
  }
  return places
}

/** Kustomizations that no other one uses, with the objects of their resources. */
function kustomizations({ tree, files, objects }: Repository): Place[] {
  const read = files
    .filter((path) => kustomizationNames.includes(baseName(path)))
    .flatMap((path) => {
      const kustomization = readKustomization(path, readText(tree, path).value ?? '').value
      return kustomization === undefined ? [] : [[kustomization.folder, resourcesOf(kustomization)] as const]
    })
  const resources = new Map(read)
  const used = new Set(read.flatMap(([, paths]) => paths))
  const reached = (path: string, on: readonly string[] = []): readonly Found[] =>
    on.includes(path)
      ? []
      : [
          ...objects.filter(({ file }) => file === path),
          ...(resources.get(path) ?? []).flatMap((next) => reached(next, [...on, path])),
        ]
  return [...resources.keys()]
    .filter((folder) => !used.has(folder))
    .map((folder) => ({ folder, inside: reached(folder) }))
    .filter(({ inside }) => inside.some(({ manifest }) => kinds.has(manifest.kind)))
    .map(({ folder, inside }) => ({
      path: folder,
      kind: 'kustomization',
      environment: environmentIn(folder),
      objects: inside,
      values: [],
    }))
}

function charts({ charts: folders, files }: Repository): Place[] {
  return folders.flatMap((path): Place[] => {
    const values = files.filter((file) => folderOf(file) === path && /^values-.+\.ya?ml$/.test(baseName(file)))
    const named = values.flatMap((file) => {
      const environment = environments.find((name) => baseName(file).replace(/^values-|\.ya?ml$/g, '') === name)
      return environment === undefined
        ? []
        : [{ path, kind: 'chart' as const, environment, objects: [], values: [file] }]
    })
    return named.length > 0 ? named : [{ path, kind: 'chart', environment: undefined, objects: [], values: [] }]
  })
}

function environmentIn(path: string): string | undefined {
  return path.split('/').findLast((part) => environments.includes(part))
}
