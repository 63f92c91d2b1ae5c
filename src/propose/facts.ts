import { jsonOf, objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import { kustomizationNames } from '../render/index.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { productsOf, referencesOf } from '../refs/references.ts'
import { readText } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import type { Tool, Tools } from '../tools/index.ts'
import { parseYaml } from '../source/yaml.ts'
import { switchesOf } from './candidate.ts'
import { connectionOf, type Connection } from './connection.ts'
import type { Flow } from './flow.ts'
import type { MigrationFolder } from './migrations.ts'
import type { Found } from './repository.ts'
import { probeChecks, serviceUrl, type ProbeCheck } from './smoke.ts'
import type { Place, Workload } from './workload.ts'

/** Everything that a spec needs, as far as the repository shows it. */
export interface Facts {
  readonly name: string
  /** The folder of the spec. */
  readonly folder: string
  readonly namespace: {
    readonly name: string
    /** Its source, in words. */
    readonly from: 'manifests' | 'the name of the workload' | 'another workload in this repository'
    readonly byEnvironment: Readonly<Record<string, string>>
  }
  readonly profile: 'presync' | 'phases' | 'waves'
  readonly secret: string
  readonly connection: Connection | undefined
  readonly tool: Tool
  /** wavec's own, where it could take the place of the tool that the files are named for. */
  readonly engine: Tool | undefined
  readonly migrationsPath: string
  readonly command: readonly string[]
  readonly places: Workload['places']
  /** Relative to the spec, in the order of the places. */
  readonly workloadPaths: readonly Flow[]
  /** Only if the spec has to name it. */
  readonly workloadName: string | undefined
  readonly container: string | undefined
  readonly switches: Readonly<Record<string, string>>
  readonly probes: readonly ProbeCheck[]
  readonly live: string | undefined
  readonly port: 'some' | 'none'
  readonly external: readonly string[]
}

/** A workload and its migrations. */
export interface Pair {
  readonly workload: Workload
  readonly folder: MigrationFolder
  /** All workloads of the repository. */
  readonly others: readonly Workload[]
}

export function factsOf(tree: Tree, { workload, folder: migrations, others }: Pair, tools: Tools): Facts {
  const { name, manifest, container, places } = workload
  const podSpec = objectAt(manifest, 'spec', 'template', 'spec')
  const [base] = places
  const folder = migrations.path.startsWith('waves/')
    ? migrations.path.split('/').slice(0, 2).join('/')
    : `waves/${name}`
  const connection = connectionOf(container, podSpec)
  return {
    name,
    folder,
    namespace: namespaceOf(tree, workload, others),
    profile: profileOf(podSpec, base.objects),
    secret: `${name}-db-migrator`,
    connection,
    tool: toolOf(migrations, connection, tools),
    engine: engineFor(migrations.tool, tools),
    migrationsPath: relative(folder, migrations.path),
    command: migrations.command,
    places,
    workloadPaths: places.map((place) => pathOf(folder, place)),
    workloadName: workload.company === 'alone' || manifest === undefined ? undefined : `${manifest.kind}/${name}`,
    container: workload.containers > 1 ? textAt(container, 'name') : undefined,
    switches: switchesOf(container, base.objects),
    probes: probeChecks(container),
    live: serviceUrl(manifest, base.objects, container),
    port: manifest === undefined || objectsAt(container, 'ports').length > 0 ? 'some' : 'none',
    external: externalOf(workload),
  }
}

function pathOf(folder: string, { path, kind, values }: Place): Flow {
  if (kind !== 'chart') return relative(folder, path)
  return {
    chart: relative(folder, path),
    ...(values.length === 0 ? {} : { values: values.map((file) => relative(folder, file)) }),
  }
}

/** Both arguments are repository paths. */
function relative(folder: string, path: string): string {
  const [from, to] = [folder.split('/'), path === '' ? [] : path.split('/')]
  let same = 0
  while (same < from.length && from[same] === to[same]) same++
  const way = [...from.slice(same).map(() => '..'), ...to.slice(same)]
  return way.length === 0 ? '.' : way.join('/')
}

/** Where the application connects by a URL that the tool can't take, wavec's own engine, if it reads the same names. */
function toolOf({ tool }: MigrationFolder, connection: Connection | undefined, tools: Tools): Tool {
  if (tool.needsParts === undefined || connection?.keys.url === undefined) return tool
  return engineFor(tool, tools) ?? tool
}

/** wavec's own engine, where it reads the same names. */
function engineFor({ files: { parse } }: Tool, tools: Tools): Tool | undefined {
  return Object.values(tools).find(({ runs, files }) => runs.in === 'engine' && files.parse === parse)
}

function namespaceOf(tree: Tree, workload: Workload, others: readonly Workload[]): Facts['namespace'] {
  const byEnvironment: Record<string, string> = {}
  for (const place of workload.places) {
    const namespace = namespaceAt(tree, place)
    if (namespace !== undefined) byEnvironment[place.environment ?? ''] ??= namespace
  }
  const own = knownNamespace(tree, workload)
  if (own !== undefined) return { name: own, from: 'manifests', byEnvironment }
  const [shared, second] = new Set(others.flatMap((other) => knownNamespace(tree, other) ?? []))
  if (shared !== undefined && second === undefined)
    return { name: shared, from: 'another workload in this repository', byEnvironment }
  return { name: workload.name, from: 'the name of the workload', byEnvironment }
}

function knownNamespace(tree: Tree, { manifest, places }: Workload): string | undefined {
  for (const place of places) {
    const namespace = namespaceAt(tree, place)
    if (namespace !== undefined) return namespace
  }
  return textAt(manifest, 'metadata', 'labels', 'app.kubernetes.io/part-of')
}

function namespaceAt(tree: Tree, { path, kind, objects }: Place): string | undefined {
  if (kind === 'kustomization') {
    for (const name of kustomizationNames) {
      const text = readText(tree, `${path}/${name}`).value
      const namespace =
        text === undefined ? undefined : textAt(jsonOf(parseYaml(path, text).documents[0]?.value()), 'namespace')
      if (namespace !== undefined) return namespace
    }
  }
  return objects.map(({ manifest }) => manifest.metadata.namespace).find((namespace) => namespace !== undefined)
}

/** A candidate cannot mount a volume that only one pod may mount. A database in the same Application exists only after PreSync. */
function profileOf(podSpec: JsonObject | undefined, objects: readonly Found[]): Facts['profile'] {
  if (
    objects.some(({ manifest }) => manifest.kind === 'Cluster' && manifest.apiVersion.startsWith('postgresql.cnpg.io/'))
  )
    return 'waves'
  const claims = objectsAt(podSpec, 'volumes').flatMap(
    (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? [],
  )
  const shared = (name: string) =>
    objects.some(
      ({ manifest }) =>
        manifest.kind === 'PersistentVolumeClaim' &&
        manifest.metadata.name === name &&
        /Many/.test(JSON.stringify(manifest['spec'])),
    )
  return claims.every(shared) ? 'presync' : 'phases'
}

/** Secrets that the workload reads, but that nothing in its place creates. */
function externalOf({ manifest, places }: Workload): readonly string[] {
  if (manifest === undefined) return []
  const made = new Set(
    places[0].objects.flatMap(({ manifest: each }) => productsOf(each)).map(({ kind, name }) => `${kind}/${name}`),
  )
  const read = referencesOf(manifest).filter(
    ({ kind, path, isOptional }) => kind === 'Secret' && !path.includes('imagePullSecrets') && !isOptional,
  )
  return [...new Set(read.map(({ name }) => `Secret/${name}`))].filter((id) => !made.has(id)).sort()
}
