import { counted } from '../../report/index.ts'
import type { ChangedPipeline } from './change.ts'

/** More pipelines than these are counted. */
const namedPipelines = 4

/** What a reviewer should know if this is the only line that they read. */
export function sentence(changes: readonly ChangedPipeline[]): string {
  if (changes.length === 0) return 'No pipeline changes.'
  const clauses = changes.slice(0, namedPipelines).map((change) => clause(change))
  const more = changes.length - namedPipelines
  return `${[...clauses, ...(more > 0 ? [`${counted(more, 'more pipeline')} change`] : [])].join('; ')}.`
}

function clause({ name, environments, change, release, migrations, objects, revert }: ChangedPipeline): string {
  const where = environments.join(' and ')
  const who = where === 'default' ? name : `${name} in ${where}`
  if (change === 'added') return `${who} is new, at ${release.after}`
  if (change === 'removed') return `${who} is removed`
  const counts = (['added', 'edited', 'removed'] as const).flatMap((kind) => {
    const count = migrations.filter((migration) => migration.change === kind).length
    return count === 0 ? [] : [counted(count, `${kind === 'added' ? 'new' : kind} migration`)]
  })
  const releases = release.before === release.after ? [] : [`${release.before} → ${release.after}`]
  const reverts = migrations.length === 0 || revert === null ? [] : [revertWords[revert.rollback.verdict]]
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
