import { phases } from '../../argocd/phases.ts'
import { type ChangedPipeline, type JudgedMigration, type ObjectChange, revertLine } from '../../project/diff.ts'
import { columns, counted } from '../../report/index.ts'
import { fieldWords } from './fields.ts'

/** With more objects than these, a new pipeline's are only counted. */
const countedObjects = 6

/** One pipeline: what happens in which wave, what stays as it is, and what could not be looked at. */
export function pipelineLines(change: ChangedPipeline): string[] {
  const { name, environments, release, byHand, generated } = change
  const releases =
    release.before === release.after
      ? (release.after ?? '')
      : `${release.before ?? 'new'} → ${release.after ?? 'removed'}`
  return [
    `${name}  ${environments.join(', ')}   ${releases}   by hand: ${counted(byHand, 'file')}, generated: ${generated}`,
    ...(change.change === 'changed' ? columns(rows(change)).map((line) => `  ${line}`) : []),
    ...footer(change),
  ]
}

function rows(change: ChangedPipeline): string[][] {
  const lines: string[][] = []
  let place = ''
  for (const row of inOrder(change)) {
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

function inOrder({ objects, migrations, name }: ChangedPipeline): Row[] {
  const found = objects.map((object) => ({ ...object, name: object.stage ?? object.id, what: [fieldWords(object)] }))
  const migrate = found.find(({ stage }) => stage === 'migrate')
  const place = { phase: migrate?.phase ?? 'PreSync', wave: migrate?.wave ?? 0 }
  const applied = migrations.map((migration): Row => ({
    ...place,
    name: 'migrate',
    what: migrationWords(migration),
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

function migrationWords({ file, change, does }: JudgedMigration): string[] {
  return [`${signs[change]} ${file}`, ...(does === null ? [] : [does])]
}

function footer({ change, objects, unchanged, migrations, release, jobs, revert }: ChangedPipeline): string[] {
  if (change === 'removed')
    return ['  Argo CD prunes its objects where prune is on; the database keeps what was migrated']
  const opaque = migrations.filter(({ does, change: kind }) => kind !== 'removed' && does === null).length
  const isMore = objects.length > countedObjects && change === 'added'
  return [
    ...(change === 'added'
      ? [
          `  ${counted(migrations.length, 'migration')}, ${counted(objects.length, 'object')}${isMore ? ': npx wavec compile draws them' : ''}`,
        ]
      : revert === null
        ? []
        : [`  ${revertLine(revert, release)}`]),
    ...(unchanged.length === 0 ? [] : [`  unchanged: ${unchanged.join(', ')}`]),
    `  not analysed: ${opaque === 0 ? 'nothing' : `${counted(opaque, 'file')} of migrations that ${opaque === 1 ? 'is' : 'are'} not SQL`}`,
    `  a full sync runs ${counted(jobs.count, 'Job')} in ${counted(jobs.waves, 'wave')}`,
  ]
}
