/**
 * What `init` proposes: the repository is looked at, facts are drawn from its manifests and migrations, and a spec is
 * written from them, with a reason for each choice. Nothing is guessed in silence: what was, is said.
 */
import { objectAt, textAt } from '../manifest/fields.ts'
import type { Tree } from '../source/tree.ts'
import { draftOf } from './draft.ts'
import { factsOf, type Facts, type Pair } from './facts.ts'
import { migrationFolders, toldMigrations, type MigrationFolder } from './migrations.ts'
import { lookAt, nearness, type Repository } from './repository.ts'
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

export interface Look {
  /** In words, what was found. */
  readonly found: readonly string[]
  readonly proposals: readonly Proposal[]
  readonly migrations: readonly MigrationFolder[]
  readonly workloads: readonly Workload[]
  readonly limits: readonly string[]
}

/** One pipeline for each folder of migrations, with the workload that is nearest to it. */
export function propose(tree: Tree): Look {
  const repository = lookAt(tree)
  const folders = migrationFolders(repository)
  const all = workloads(repository)
  const proposals = folders.flatMap((folder) => {
    const workload = nearest(folder, all)
    return workload === undefined ? [] : [proposal({ workload, folder, others: all }, repository)]
  })
  return {
    found: [...firstOf(all.map(toldWorkload)), ...folders.map(toldMigrations), ...absent(repository)],
    proposals,
    migrations: folders,
    workloads: all,
    limits: repository.limits,
  }
}

/** More workloads than these are counted. */
const toldWorkloads = 12

function firstOf(told: readonly string[]): readonly string[] {
  const more = told.length - toldWorkloads
  return more <= 1 ? told : [...told.slice(0, toldWorkloads), `${more} more workloads`]
}

function nearest({ path }: MigrationFolder, all: readonly Workload[]): Workload | undefined {
  const closeness = ({ name, places }: Workload) =>
    nearness(path, places[0].path) * 2 + (path.split('/').includes(name) ? 1 : 0)
  return all.toSorted((a, b) => closeness(b) - closeness(a))[0]
}

function proposal(pair: Pair, repository: Repository): Proposal {
  const { workload, folder } = pair
  const facts = factsOf(repository.tree, pair)
  const { text, check } = draftOf(facts)
  const { name, tool, profile } = facts
  return {
    name,
    file: `${facts.folder}/pipeline.yaml`,
    text,
    choices: `tool ${tool} · profile ${profile} · target argocd`,
    reasons: [...toolReasons(facts, folder), profileReason(facts), ...workloadReasons(workload)],
    check: [...check, ...commandHint(facts), ...applicationHints(facts, repository)],
  }
}

function toolReasons({ tool, connection }: Facts, { kind, command }: MigrationFolder): string[] {
  if (tool === 'command')
    return [
      `why command: the files are ${kind}'s, which wavec runs by "${command?.join(' ')}" in the application's image`,
    ]
  if (tool === 'flyway')
    return [
      `why flyway: the files are named as Flyway names them (a database that Flyway has never seen may use tool: sql, wavec's own)`,
    ]
  if (kind !== 'Flyway')
    return [
      `why sql: ${kind}, which wavec's own engine runs once they are named as it reads them: V<version>__<description>.sql`,
    ]
  return [
    `why sql: the application connects by one URL (key ${connection?.keys.url ?? ''}), which Flyway can't take; wavec's own engine reads the same names`,
  ]
}

function profileReason({ profile }: Facts): string {
  if (profile === 'phases') return 'why phases: a volume that one pod holds leaves no room for a candidate beside it'
  if (profile === 'waves')
    return 'why waves: the same Application makes the database, so nothing can migrate it before the sync'
  return 'why presync: nothing the Jobs need is created by the same Application'
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
  return tool === 'command'
    ? [`migrations.command: is ${command[0] ?? ''} in the application's image, and does it end when all is applied?`]
    : []
}

/** An Application that syncs the workload as it is would go round the pipeline. */
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

function toldWorkload({ name, manifest, places, containers }: Workload): string {
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
