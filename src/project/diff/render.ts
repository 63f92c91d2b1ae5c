import { phases } from '../../argocd/phases.ts'
import { folderOf } from '../../source/path.ts'
import { columns, counted } from '../../report/wording.ts'
import type { MigrationChange, ObjectChange, PipelineChange } from './compare.ts'
import { fieldWords } from './fields.ts'
import { revertOf, revertLine } from './revert.ts'
import type { SqlFacts } from './sql-facts.ts'

/** What is known of files of SQL, by path. */
type Sql = ReadonlyMap<string, SqlFacts>

/** More pipelines than these are counted in the sentence on top. */
const toldPipelines = 4
/** More objects of one wave than these are counted. */
const toldObjects = 6

export interface Told extends PipelineChange {
  /** Several where they differ in nothing else. */
  readonly environments: readonly string[]
  /** Files that people changed. */
  readonly byHand: number
}

/** What changes in the same way in several environments is reported once. */
export function gathered(changes: readonly PipelineChange[], files: readonly string[]): readonly Told[] {
  const groups = new Map<string, Told>()
  for (const change of changes) {
    const { environment, sources, ...same } = change
    const id = JSON.stringify(same)
    const known = groups.get(id)
    const byHand = files.filter((path) => isMadeFrom(sources, path)).length
    groups.set(id, { ...change, byHand, environments: [...(known?.environments ?? []), environment] })
  }
  return [...groups.values()]
}

/** What a kustomization or a chart is rendered from is only known by its folder. */
function isMadeFrom(sources: readonly string[], path: string): boolean {
  return (
    sources.includes(path) || (/\.ya?ml$/.test(path) && sources.some((source) => folderOf(source) === folderOf(path)))
  )
}

/** What a reviewer should know if this is the only line that they read. */
export function sentence(changes: readonly Told[], sql: Sql): string {
  if (changes.length === 0) return 'No pipeline changes.'
  const clauses = changes.slice(0, toldPipelines).map((change) => clause(change, sql))
  const more = changes.length - toldPipelines
  return `${[...clauses, ...(more > 0 ? [`${counted(more, 'more pipeline')} change`] : [])].join('; ')}.`
}

function clause({ name, environments, change, release, migrations, objects }: Told, sql: Sql): string {
  const where = environments.join(' and ')
  const who = where === 'default' ? name : `${name} in ${where}`
  if (change === 'added') return `${who} is new, at ${release.after}`
  if (change === 'removed') return `${who} is removed`
  const counts = (['added', 'edited', 'removed'] as const).flatMap((kind) => {
    const count = migrations.filter((migration) => migration.change === kind).length
    return count === 0 ? [] : [counted(count, `${kind === 'added' ? 'new' : kind} migration`)]
  })
  const releases = release.before === release.after ? [] : [`${release.before} → ${release.after}`]
  const reverts = migrations.length === 0 ? [] : [revertWords[revertOf(migrations, sql).rollback.verdict]]
  const parts = [...releases, ...counts, ...reverts]
  const others = objects.filter(({ stage }) => stage === undefined).length
  return `${who}: ${parts.length > 0 ? parts.join(', ') : others > 0 ? `${counted(others, 'object')} of the workload` : 'only how its Jobs run'}`
}

const revertWords = {
  safe: 'a revert is safe',
  reversible: 'a revert needs SQL',
  'data-dependent': 'whether a revert is safe depends on what has been written',
  irreversible: 'a revert does not bring back what is lost',
  'not analysed': 'whether a revert is safe is not known',
} as const

/** One pipeline: what happens in which wave, what stays as it is, and what could not be looked at. */
export function pipelineLines(change: Told, sql: Sql): string[] {
  const { name, environments, release, byHand, generated } = change
  const releases =
    release.before === release.after
      ? (release.after ?? '')
      : `${release.before ?? 'new'} → ${release.after ?? 'removed'}`
  return [
    `${name}  ${environments.join(', ')}   ${releases}   by hand: ${counted(byHand, 'file')}, generated: ${generated}`,
    ...(change.change === 'changed' ? columns(rows(change, sql)).map((line) => `  ${line}`) : []),
    ...footer(change, sql),
  ]
}

function rows(change: Told, sql: Sql): string[][] {
  const lines: string[][] = []
  let place = ''
  for (const row of inOrder(change, sql)) {
    const here = `${row.phase.toLowerCase()} ${row.wave}`
    lines.push([here === place ? '' : here, row.name, ...row.what])
    place = here
  }
  return lines
}

interface Row {
  readonly phase: string
  readonly wave: number
  readonly name: string
  readonly what: readonly string[]
}

/** What Argo CD never applies comes last. */
const order: readonly string[] = [...phases, 'never']

function inOrder({ objects, migrations, name }: Told, sql: Sql): Row[] {
  const found = objects.map((object) => ({ ...object, name: object.stage ?? object.id, what: [fieldWords(object)] }))
  const migrate = found.find(({ stage }) => stage === 'migrate')
  const place = { phase: migrate?.phase ?? 'PreSync', wave: migrate?.wave ?? 0 }
  const applied = migrations.map((migration): Row => ({
    ...place,
    name: 'migrate',
    what: migrationWords(migration, sql),
  }))
  return [...applied, ...found.flatMap((row) => shown(row, name))].sort(
    (a, b) => order.indexOf(a.phase) - order.indexOf(b.phase) || a.wave - b.wave,
  )
}

/** Roles and ConfigMaps that only serve the Jobs come and go with them. */
function shown(row: Row & Pick<ObjectChange, 'stage' | 'id'>, name: string): Row[] {
  return row.stage === undefined && row.id === `ConfigMap/${name}-wavec` ? [] : [row]
}

const signs = { added: '+', removed: '-', edited: '~' } as const

function migrationWords({ file, path, change }: MigrationChange, sql: Sql): string[] {
  const words = change === 'removed' ? undefined : sql.get(path)?.words
  return [`${signs[change]} ${file}`, ...(words === undefined ? [] : [words])]
}

function footer({ change, objects, unchanged, migrations, release, jobs }: Told, sql: Sql): string[] {
  if (change === 'removed')
    return ['  Argo CD prunes its objects where prune is on; the database keeps what was migrated']
  const opaque = migrations.filter(({ path, change: kind }) => kind !== 'removed' && !sql.has(path)).length
  const isMore = objects.length > toldObjects && change === 'added'
  return [
    ...(change === 'added'
      ? [
          `  ${counted(migrations.length, 'migration')}, ${counted(objects.length, 'object')}${isMore ? ': npx wavec compile draws them' : ''}`,
        ]
      : [`  ${revertLine(revertOf(migrations, sql), release)}`]),
    ...(unchanged.length === 0 ? [] : [`  unchanged: ${unchanged.join(', ')}`]),
    `  not analysed: ${opaque === 0 ? 'nothing' : `${counted(opaque, 'file')} of migrations that ${opaque === 1 ? 'is' : 'are'} not SQL`}`,
    `  a full sync runs ${counted(jobs.count, 'Job')} in ${counted(jobs.waves, 'wave')}`,
  ]
}
