import type { Rehearsed } from './rehearse.ts'
import type { TracedStatement } from './trace.ts'
import type { JobResult } from './world.ts'

export interface Verdict {
  readonly exit: 0 | 1 | 4 | 75
  /** The last lines but `next:`. */
  readonly lines: readonly string[]
  /** What has to be done before it is worth another try. */
  readonly hint?: string
}

export interface Facts {
  /** e.g. `orders v2.3.1`. */
  readonly what: string
  readonly statements: readonly TracedStatement[]
  readonly stop: AbortSignal
}

/** A Job that was not run proves nothing, and neither does a rehearsal with one. */
export function verdictOf({ jobs, failing }: Rehearsed, { what, statements, stop }: Facts): Verdict {
  if (stop.aborted) return { exit: 75, lines: [`stopped: ${what} was not rehearsed to the end; nothing of it is left`] }
  const failed = jobs.find(({ result }) => result.state === 'failed')
  const missing = jobs.filter(({ result }) => result.state === 'not-run')
  const unproved = missing.map(({ name, result }) => `not proved: ${name}: ${reasonOf(result)}`)
  const bring = missing.length === 0 ? {} : { hint: 'where that program is, or with it in rehearse.programs' }
  if (failed !== undefined) {
    const hint = failing === undefined ? bring : { hint: 'the same without a failure' }
    const before = missing.map(({ name }) => name).join(', ')
    const because = missing.length === 0 ? '' : `, and ${before} was not run here before it`
    const lines = [...unproved, `failed: ${failed.name}${because}; Argo CD starts nothing that comes after it`]
    return {
      exit: failed.result.exit === 75 ? 75 : 4,
      lines,
      ...(missing.length === 0 && failing === undefined ? { hint: 'after what is shown is corrected' } : hint),
    }
  }
  if (missing.length > 0) return { exit: 1, lines: unproved, ...bring }
  if (jobs.length === 0) {
    const hint = 'workload.gate in the spec lets pods ask first'
    return { exit: 1, lines: [`not proved: nothing was run: every Job of ${what} is a hook, and no gate asks`], hint }
  }
  return {
    exit: 0,
    lines: [
      ...unprovedLines(jobs),
      `proved: ${countText(jobs)} of ${what} run in their order on an empty database; ${statementsText(statements)}`,
    ],
  }
}

/** The gate of a workload is no Job. */
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

/** What the green lines do not mean. */
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
      ? 'none rewrites or reads a table that was there before'
      : `${costly} of them ${costly === 1 ? 'rewrites or reads' : 'rewrite or read'} a table that was there before`
  return `${statements.length} statements, the longest ${Math.round(longest)} ms, ${cost}`
}
