import type { JobOutcome } from './outcome.ts'

/** One line for one Job. */
export function lineOf(outcome: JobOutcome): string {
  return `${outcome.name}: ${stateOf(outcome)}`
}

function stateOf(outcome: JobOutcome): string {
  switch (outcome.state) {
    case 'not-started':
      return `not started in this sync${leftBehind(outcome.stale)}`
    case 'running':
      return outcome.waitsFor === undefined ? 'running' : `running, ${outcome.waitsFor.text}`
    case 'succeeded':
      return `succeeded${outcome.proved === undefined ? '' : `: ${outcome.proved}`}`
    case 'failed':
      return `failed: ${outcome.cause.text}`
  }
}

function leftBehind(stale: Extract<JobOutcome, { readonly state: 'not-started' }>['stale']): string {
  if (stale === undefined) return ''
  const of = typeof stale.of === 'string' ? stale.of : `release ${stale.of.release}`
  return `, an earlier one left the Job that is there (of ${of}, made at ${stale.created})`
}

/** What failed, in one sentence: the cause first, then the Job and what Argo CD shows of it. */
export function headline(outcomes: readonly JobOutcome[]): string {
  const failed = outcomes.find((outcome) => outcome.state === 'failed')
  if (failed !== undefined) {
    const shown = failed.shown === undefined ? '' : `, Argo CD shows "${shortened(failed.shown)}"`
    return `${failed.cause.text} (${failed.name}${shown})`
  }
  const last = outcomes.findLast(({ state }) => state !== 'not-started')
  if (last === undefined)
    return 'no Job of this pipeline was started in this sync, so what failed comes before them or is not theirs'
  return `no Job failed in this sync, the last one is ${last.name} (${last.state}), so what failed is the workload or another object of the Application`
}

/** The verdict that quotes it holds 1,000 bytes. */
function shortened(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`
}
