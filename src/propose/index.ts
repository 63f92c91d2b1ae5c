/**
 * What `init` proposes: it reads the repository, collects facts from manifests and migrations, and writes a spec with a
 * reason for each choice. Every guess is reported.
 */
import { objectAt, textAt } from '../manifest/fields.ts'
import type { Tree } from '../source/tree.ts'
import type { Tools } from '../tools/index.ts'
import { draftOf } from './draft.ts'
import { factsOf, type Facts, type Pair } from './facts.ts'
import { migrationFolders, describeMigrations, type MigrationFolder } from './migrations.ts'
import { readRepository, nearness, type Repository } from './repository.ts'
import { workloads, type Place, type Workload } from './workload.ts'

export interface Proposal {
  readonly name: string
  /** The spec's path and text. */
  readonly file: string
  readonly text: string
  readonly choices: string
  readonly reasons: readonly string[]
  readonly check: readonly string[]
}

export interface Survey {
  /** One phrase for each workload and folder of migrations. */
  readonly found: readonly string[]
  readonly proposals: readonly Proposal[]
  readonly migrations: readonly MigrationFolder[]
  readonly workloads: readonly Workload[]
  readonly limits: readonly string[]
}

/** One pipeline for each folder of migrations, with the nearest workload. */
export function propose(tree: Tree, tools: Tools): Survey {
  const repository = readRepository(tree)
  const folders = migrationFolders(repository, tools)
  const all = workloads(repository)
  const proposals = folders.flatMap((folder) => {
    const workload = nearest(folder, all)
    return workload === undefined ? [] : [proposal({ workload, folder, others: all }, repository, tools)]
  })
  return {
    found: [...firstOf(all.map(describeWorkload)), ...folders.map(describeMigrations), ...absent(repository)],
    proposals,
    migrations: folders,
    workloads: all,
    limits: repository.limits,
  }
}

/** Further workloads are only counted. */
const mostWorkloads = 12

function firstOf(descriptions: readonly string[]): readonly string[] {
  const more = descriptions.length - mostWorkloads
  return more <= 1 ? descriptions : [...descriptions.slice(0, mostWorkloads), `${more} more workloads`]
}

function nearest({ path }: MigrationFolder, all: readonly Workload[]): Workload | undefined {
  const closeness = ({ name, places }: Workload) =>
    nearness(path, places[0].path) * 2 + (path.split('/').includes(name) ? 1 : 0)
  return all.toSorted((a, b) => closeness(b) - closeness(a))[0]
}

function proposal(pair: Pair, repository: Repository, tools: Tools): Proposal {
  const { workload, folder } = pair
  const facts = factsOf(repository.tree, pair, tools)
  const { text, check } = draftOf(facts)
  const { name, tool, profile } = facts
  return {
    name,
    file: `${facts.folder}/pipeline.yaml`,
    text,
    choices: `tool ${tool.id} · profile ${profile} · target argocd`,
    reasons: [...toolReasons(facts, folder), profileReason(facts), ...workloadReasons(workload)],
    check: [...check, ...commandHint(facts), ...applicationHints(facts, repository)],
  }
}

function toolReasons(
  { tool, engine, connection }: Facts,
  { kind, tool: namedFor, command }: MigrationFolder,
): string[] {
  const { title } = namedFor.sql
  const why = `why ${tool.id}:`
  switch (tool.runs.in) {
    case 'workload':
      return [
        `${why} these are ${kind} migrations, which wavec runs with "${command.join(' ')}" in the application's image`,
      ]
    case 'image':
      return [
        `${why} the files follow ${title}'s naming${engine === undefined ? '' : ` (for a database that ${title} has never migrated, wavec's own tool: ${engine.id} works as well)`}`,
      ]
    case 'engine':
      return tool === namedFor
        ? [`${why} wavec's own engine runs ${kind} files once you rename them to ${tool.files.pattern}`]
        : [
            `${why} the application connects with one URL (key ${connection?.keys.url ?? ''}), which ${title} can't use, and wavec's own engine reads the same file names`,
          ]
  }
}

function profileReason({ profile }: Facts): string {
  if (profile === 'phases')
    return 'why phases: only one pod can mount the volume, so a candidate cannot run at the same time'
  if (profile === 'waves')
    return 'why waves: the same Application creates the database, so nothing can migrate it before the sync'
  return 'why presync: the Application creates nothing that the Jobs need'
}

function workloadReasons({ manifest, places }: Workload): string[] {
  const replicas = objectAt(manifest, 'spec')?.['replicas']
  const scalers = new Set(['HorizontalPodAutoscaler', 'ScaledObject'])
  const isScaled = places[0].objects.some(({ manifest: each }) => scalers.has(each.kind))
  const many = [
    ...(typeof replicas === 'number' && replicas > 1 ? [`${replicas} replicas`] : []),
    ...(isScaled ? ['an autoscaler'] : []),
  ]
  return many.length === 0 ? [] : [`why not init-container: ${many.join(' and ')}`]
}

function commandHint({ tool, command }: Facts): string[] {
  return tool.runs.in === 'workload'
    ? [
        `migrations.${tool.id}: check that the application's image contains ${command[0] ?? ''}, and that it exits once all migrations are applied`,
      ]
    : []
}

/** An Application that syncs the original workload would bypass the pipeline. */
function applicationHints({ name, places }: Facts, { objects }: Repository): string[] {
  return objects.flatMap(({ manifest, file }) => {
    const path = textAt(manifest, 'spec', 'source', 'path')
    const place = places.find((each) => each.path === path)
    if (manifest.kind !== 'Application' || place === undefined) return []
    return [
      `the Application ${manifest.metadata.name} (${file}) syncs ${path}: point it at manifests/${place.environment ?? 'default'}/${name}`,
    ]
  })
}

function describeWorkload({ name, manifest, places, containers }: Workload): string {
  const where = places.map(({ path }) => (path === '' ? '.' : path)).join(', ')
  const [base] = places
  if (manifest === undefined) return `${where} (a chart${inEnvironments(places)})`
  const beside = base.objects
    .map((each) => each.manifest.kind)
    .filter((kind) => kind === 'HorizontalPodAutoscaler' || kind === 'PodDisruptionBudget')
  const details = [
    base.kind === 'kustomization' ? 'a kustomization' : undefined,
    `${manifest.kind}/${name}`,
    `${containers} container${containers === 1 ? '' : 's'}`,
    ...beside,
  ]
  return `${where} (${details.filter((each) => each !== undefined).join(', ')}${inEnvironments(places)})`
}

function inEnvironments(places: readonly Place[]): string {
  const names = places.flatMap(({ environment }) => environment ?? [])
  return names.length < 2 ? '' : `, in ${names.join(' and ')}`
}

function absent({ charts, objects }: Repository): string[] {
  const applications = objects.filter(({ manifest }) => manifest.kind === 'Application').length
  return [
    ...(charts.length === 0 ? ['no chart'] : []),
    applications === 0 ? 'no Application' : `${applications} Application${applications === 1 ? '' : 's'}`,
  ]
}
