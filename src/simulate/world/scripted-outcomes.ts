import { append } from '../../diagnostic/long-lists.ts'
import { at } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { assumedSeconds } from '../health/assumed.ts'
import { healthCheckOf } from '../health/index.ts'
import type { Deleting, Outcome, Refusing, Turning } from '../simulation.ts'
import { deadlineOf } from './deadline.ts'
import type { Change } from './live-object.ts'

/** What happens to each object, by key and attempt. */
export interface ScriptedOutcomes {
  changesOf(
    key: string,
    manifest: Manifest,
    place: { readonly attempt: number; readonly now: number },
  ): readonly Change[]
  refusal(key: string, call: Refusing['refuses'], attempt: number): string | undefined
  /** Seconds from the deletion until the object is gone; null means never. */
  deletionOf(key: string, attempt: number): number | null
}

/** An assumption: no deletion completes before the engine's next pass. */
const deletion = 1

export function scriptedOutcomesOf(outcomes: readonly Outcome[]): ScriptedOutcomes {
  const byKey = new Map<string, Outcome[]>()
  for (const outcome of outcomes) byKey.set(outcome.of, [...(byKey.get(outcome.of) ?? []), outcome])
  const of = (key: string, attempt: number): readonly Outcome[] =>
    (byKey.get(key) ?? none).filter((outcome) => outcome.attempt === undefined || outcome.attempt === attempt)
  return {
    changesOf: (key, manifest, { attempt, now }) =>
      turnsOf(ofThisAttempt(of(key, attempt).filter(isTurning)), manifest).map(({ after, turns }) => ({
        at: now + after,
        turns,
      })),
    refusal: (key, call, attempt) =>
      of(key, attempt)
        .filter(isRefusing)
        .find(({ refuses }) => refuses === call)?.message,
    deletionOf: (key, attempt) => {
      const found = of(key, attempt).find(isDeleting)
      return found === undefined ? deletion : found.goesAfter
    },
  }
}

const none: readonly Outcome[] = []

/** What is said of one attempt replaces what is said of all. */
function ofThisAttempt(turning: readonly Turning[]): readonly Turning[] {
  const own = turning.filter(({ attempt }) => attempt !== undefined)
  return own.length > 0 ? own : turning
}

function isTurning(outcome: Outcome): outcome is Turning {
  return 'turns' in outcome
}

function isRefusing(outcome: Outcome): outcome is Refusing {
  return 'refuses' in outcome
}

function isDeleting(outcome: Outcome): outcome is Deleting {
  return 'goesAfter' in outcome
}

type Turned = Pick<Turning, 'after' | 'turns'>

function turnsOf(named: readonly Turning[], manifest: Manifest): readonly Turned[] {
  const turns: Turned[] = [...named].sort((a, b) => a.after - b.after)
  if (turns.length === 0) append(turns, byItself(manifest))
  const last = turns.at(-1)
  const deadline = deadlineOf(manifest)
  // Kubernetes fails an object that still runs at its deadline. The clock of a suspended Job does not run.
  if (
    deadline !== undefined &&
    (last === undefined || ((last.turns === 'progressing' || last.turns === 'resumed') && last.after <= deadline))
  )
    turns.push({ after: deadline, turns: 'degraded' })
  return turns
}

function byItself(manifest: Manifest): readonly Turned[] {
  if (manifest.kind === 'Job' && at(manifest, 'spec', 'suspend') === true) return [{ after: 0, turns: 'suspended' }]
  const check = healthCheckOf(manifest)
  return check === undefined ? [] : [{ after: assumedSeconds(manifest, check), turns: 'healthy' }]
}
