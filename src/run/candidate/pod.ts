import { Failure } from '../../diagnostic/failure.ts'
import type { ContainerState } from '../../connect/cluster.ts'
import { endedText, failCrashed, lastLines } from './crash.ts'
import { untouched, type Restarts, type Watch } from './subject.ts'

/** How often the pod's own status is read. */
const period = 1000
/** A container that ends this often without becoming ready fails the step. The kubelet would restart it forever. */
const crashLimit = 3
/** After the first success, this many reads in a row may fail. */
const readLimit = 3

/**
 * Reads the pod's own status: restarts, and exec probes, which only the kubelet can run. If it can't be read, the step
 * warns that restarts are not observed, or fails if there are exec probes.
 */
export async function watchPod(watch: Watch, part: string): Promise<Restarts> {
  const { candidate, adapters, readiness, over } = watch
  const execProbed = candidate.probes.filter(({ type }) => type === 'exec').map(({ container }) => container)
  if (!candidate.observeRestarts || adapters.cluster === undefined) {
    if (execProbed.length > 0) {
      watch.fail(unreadable(execProbed, 'the pod has no token that permits reading its own status'))
      return 'not observed'
    }
    return unread(watch, part, 'this pod has no permission to read its own status')
  }
  let before: Before | undefined
  for (let misses = 0; !over.aborted;) {
    const readAt = adapters.clock.now()
    const states = await readOwn(watch)
    if (over.aborted) break
    if (states instanceof Failure) {
      misses++
      const seen = readiness.get(part)
      // Kubernetes counts the restarts, so a failed read misses none and the time ready so far still counts.
      if (seen !== undefined) readiness.set(part, { ...seen, last: states.message })
      if (givenUp(watch, states, { execProbed, isLast: before === undefined || misses >= readLimit })) {
        return execProbed.length === 0 ? unread(watch, part, states.message) : 'not observed'
      }
    } else {
      misses = 0
      const reading = { before, readAt, states }
      const ended = await judgeEnds(watch, reading)
      judgeReadiness(watch, part, reading, { execProbed, ended })
      before = { states, readAt }
    }
    await adapters.clock.sleep(Math.max(1, readiness.nextProbe(readAt, period) - adapters.clock.now()), over)
  }
  return before === undefined ? 'not observed' : 'observed'
}

/** A missing permission is permanent. A network failure may pass. */
function givenUp(
  { fail }: Watch,
  failure: Failure,
  { execProbed, isLast }: { readonly execProbed: readonly string[]; readonly isLast: boolean },
): boolean {
  const forGood = failure.code === 'cluster/forbidden' || failure.code === 'cluster/no-token'
  if (execProbed.length === 0) return forGood || isLast
  if (forGood) fail({ ...unreadable(execProbed, failure.message), next: failure.next })
  return forGood
}

type States = ReadonlyMap<string, ContainerState>

interface Before {
  readonly states: States
  readonly readAt: number
}

async function readOwn({ adapters, candidate }: Watch): Promise<States | Failure> {
  try {
    const own = await (await adapters.cluster?.())?.ownContainers()
    return new Map(
      (own ?? []).filter(({ name }) => candidate.containers.includes(name)).map((state) => [state.name, state]),
    )
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

interface Reading extends Before {
  readonly before: Before | undefined
}

/** Whether a container ended since the last read. */
async function judgeEnds(watch: Watch, { before, states }: Reading): Promise<boolean> {
  // It ended after the last read, which fails the step only if everything was ready by then.
  const from = watch.readiness.readySince()
  const wasReady = from !== undefined && before !== undefined && before.readAt >= from
  const changed = [...states.values()].filter(({ name, ends }) => ends !== (before?.states.get(name)?.ends ?? 0))
  for (const state of changed) {
    if (wasReady || watch.refused.has(state.name)) await failCrashed(watch, state, 'ended while it should stay ready')
    else if (state.ends >= crashLimit)
      await failCrashed(watch, state, `ended ${state.ends} times and never stayed ready`)
    else await logEnd(watch, state)
  }
  return changed.length > 0
}

async function logEnd(watch: Watch, state: ContainerState): Promise<void> {
  const { log } = watch.adapters
  log.warn(`${state.name} ended${state.ends === 1 ? '' : ` ${state.ends} times so far`}${endedText(state)}`)
  for (const line of await lastLines(watch, state)) log.warn(line)
}

interface Judged {
  readonly execProbed: readonly string[]
  readonly ended: boolean
}

function judgeReadiness(
  { readiness, check }: Watch,
  part: string,
  { readAt, states }: Reading,
  { execProbed, ended }: Judged,
): void {
  const waiting = execProbed.filter((name) => states.get(name)?.ready !== true)
  const since = ended ? readAt : (readiness.get(part)?.since ?? readAt)
  if (waiting.length === 0) readiness.set(part, { since, confirmed: readAt, last: 'its status was read' })
  else
    readiness.set(part, {
      since: undefined,
      confirmed: 0,
      last: `${waiting.join(', ')} not ready according to the exec probe`,
    })
  check()
}

function unreadable(containers: readonly string[], why: string) {
  return {
    code: 'candidate/status-unreadable',
    message: `${containers.join(', ')} has an exec probe, whose result is only in the pod's status, and the status can't be read: ${why}`,
    state: untouched,
    next: 'kubectl auth can-i get pods   # as the candidate’s service account, or probe over HTTP, TCP or gRPC instead',
  }
}

/** Goes on without the pod's status. A container with a port is still watched through it. */
function unread({ candidate, readiness, warn, check }: Watch, part: string, why: string): Restarts {
  readiness.remove(part)
  const blind = candidate.containers.filter((name) => !candidate.probes.some(({ container }) => container === name))
  if (blind.length > 0) warn(`restarts of ${blind.join(', ')} not observed: ${why}`)
  check()
  return blind.length > 0 ? 'not observed' : 'by port'
}
