import type { Rehearsed } from './rehearse.ts'
import type { TracedStatement } from './trace.ts'
import type { JobResult } from './world.ts'

export interface Verdict {
  readonly exit: 0 | 1 | 4 | 75
  /** The last lines, without `next:`. */
  readonly lines: readonly string[]
  /** What has to be done before the next run. */
  readonly hint?: string
}

export interface Facts {
  /** For example `orders v2.3.1`. */
  readonly what: string
  readonly statements: readonly TracedStatement[]
  readonly stop: AbortSignal
}

/** A rehearsal in which a Job was not run proves nothing. */
export function verdictOf({ jobs, failing }: Rehearsed, { what, statements, stop }: Facts): Verdict {
  if (stop.aborted)
    return { exit: 75, lines: [`stopped: ${what} was not rehearsed to the end, and nothing of it is left`] }
  const failed = jobs.find(({ result }) => result.state === 'failed')
  const missing = jobs.filter(({ result }) => result.state === 'not-run')
  const unproved = missing.map(({ name, result }) => `not proved: ${name}: ${reasonOf(result)}`)
  const bring = missing.length === 0 ? {} : { hint: 'where that program is installed, or with it in rehearse.programs' }
  if (failed !== undefined) {
    const hint = failing === undefined ? bring : { hint: 'the same without a failure' }
    const before = missing.map(({ name }) => name).join(', ')
    const because = missing.length === 0 ? '' : `, after ${before} was not run here`
    const lines = [...unproved, `failed: ${failed.name}${because}. Argo CD starts nothing after it`]
    return {
      exit: failed.result.exit === 75 ? 75 : 4,
      lines,
      ...(missing.length === 0 && failing === undefined ? { hint: 'after correcting what is shown' } : hint),
    }
  }
  if (missing.length > 0) return { exit: 1, lines: unproved, ...bring }
  if (jobs.length === 0) {
    const hint = 'with workload.gate in the spec, pods check the database before they start'
    return {
      exit: 1,
      lines: [`not proved: nothing was run: every Job of ${what} is a hook, and there is no gate`],
      hint,
    }
  }
  return {
    exit: 0,
    lines: [
      ...unprovedLines(jobs),
      `proved: ${countText(jobs)} of ${what} ran in order on an empty database, ${statementsText(statements)}`,
    ],
  }
}

/** Counts the gate of a workload separately, because it is not a Job. */
function countText(jobs: Rehearsed['jobs']): string {
  const gates = jobs.filter(({ name }) => name.includes('/')).length
  const all = jobs.length - gates === 1 ? 'the Job' : `all ${jobs.length - gates} Jobs`
  if (gates === jobs.length && gates > 0) return 'the gate'
  return gates === 0 ? all : `${all} and the gate`
}

function reasonOf({ containers }: JobResult): string {
  const missing = containers.find(({ state }) => state === 'not-run')
  return missing === undefined ? 'not run' : `${missing.name} was not run: ${missing.said}`
}

/** What the successful lines do not prove. */
function unprovedLines(jobs: Rehearsed['jobs']): readonly string[] {
  const containers = jobs.flatMap(({ result }) => result.containers)
  const absent = containers.filter(({ state }) => state === 'stands-in' || state === 'not-run').map(({ name }) => name)
  const unproved = [...new Set(containers.flatMap((container) => container.unproved ?? []))]
  return [
    ...(absent.length === 0
      ? []
      : [`not proved: the application itself: ${[...new Set(absent)].join(', ')} did not run`]),
    ...unproved.map((what) => `not proved: ${what}`),
  ]
}

function statementsText(statements: readonly TracedStatement[]): string {
  if (statements.length === 0) return 'no statement was traced'
  const longest = Math.max(...statements.map(({ ms }) => ms))
  const costly = statements.filter(({ rewritten, scanned }) => rewritten.length > 0 || scanned.length > 0).length
  const cost =
    costly === 0
      ? 'none rewrites or scans an existing table'
      : `${costly} of them ${costly === 1 ? 'rewrites or scans' : 'rewrite or scan'} an existing table`
  return `${statements.length} statements, the longest ${Math.round(longest)} ms, ${cost}`
}
