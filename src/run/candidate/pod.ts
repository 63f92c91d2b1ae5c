import { Failure } from '../../diagnostic/failure.ts'
import type { ContainerState } from '../../connect/cluster.ts'
import { untouched, type Watch } from './subject.ts'

/** How often the pod's own status is read. */
const period = 1000
/** A container that restarts this often without becoming ready fails the step. The kubelet would restart it forever. */
const crashLimit = 3
/** After the first success, this many reads in a row may fail. */
const readLimit = 3

/**
 * Reads the pod's own status: restarts, and exec probes, which only the kubelet can run. If it can't be read, the step
 * warns that restarts are not observed, or fails if there are exec probes.
 */
export async function watchPod(watch: Watch, part: string): Promise<'observed' | 'not observed'> {
  const { candidate, adapters, readiness, over } = watch
  const execProbed = candidate.probes.filter(({ type }) => type === 'exec').map(({ container }) => container)
  if (!candidate.observeRestarts || adapters.cluster === undefined) {
    if (execProbed.length > 0)
      watch.fail(unreadable(execProbed, 'the pod has no token that permits reading its own status'))
    else leave(watch, part, 'restarts not observed: this pod has no permission to read its own status')
    return 'not observed'
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
        if (execProbed.length === 0) leave(watch, part, `restarts not observed: ${states.message}`)
        return 'not observed'
      }
    } else {
      misses = 0
      const reading = { before, readAt, states }
      const restarted = judgeRestarts(watch, reading)
      judgeReadiness(watch, part, reading, { execProbed, restarted })
      before = { states, readAt }
    }
    await adapters.clock.sleep(readiness.pause(adapters.clock.now(), period), over)
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

/** Whether a container was restarted since the last read. */
function judgeRestarts(watch: Watch, { before, states }: Reading): boolean {
  // The restart happened after the last read. It fails the step only if everything was ready by then.
  const from = watch.readiness.readySince()
  const wasReady = from !== undefined && before !== undefined && before.readAt >= from
  const changed = [...states.values()].filter(({ name, restarts }) =>
    before === undefined ? restarts >= crashLimit : restarts !== before.states.get(name)?.restarts,
  )
  for (const state of changed) {
    watch.adapters.log.warn(`${state.name} was restarted (${state.restarts} restarts so far)${endedText(state)}`)
    if (wasReady) watch.fail(crashed(watch, state, 'was restarted while it should stay ready'))
    else if (state.restarts >= crashLimit)
      watch.fail(crashed(watch, state, `was restarted ${state.restarts} times and never stayed ready`))
  }
  return changed.length > 0
}

interface Judged {
  readonly execProbed: readonly string[]
  readonly restarted: boolean
}

function judgeReadiness(
  { readiness, check }: Watch,
  part: string,
  { readAt, states }: Reading,
  { execProbed, restarted }: Judged,
): void {
  const waiting = execProbed.filter((name) => states.get(name)?.ready !== true)
  const since = restarted ? readAt : (readiness.get(part)?.since ?? readAt)
  if (waiting.length === 0) readiness.set(part, { since, confirmed: readAt, last: 'its status was read' })
  else
    readiness.set(part, {
      since: undefined,
      confirmed: 0,
      last: `${waiting.join(', ')} not ready according to the exec probe`,
    })
  check()
}

function endedText({ ended }: ContainerState): string {
  return ended === undefined ? '' : `: it ended with exit code ${ended.exitCode} (${ended.reason})`
}

function crashed({ logs }: Watch, state: ContainerState, what: string) {
  return {
    code: 'candidate/restarted',
    message: `container ${state.name} ${what}${endedText(state)}`,
    state: untouched,
    next: logs(state.name, 'previous'),
  }
}

function unreadable(containers: readonly string[], why: string) {
  return {
    code: 'candidate/status-unreadable',
    message: `${containers.join(', ')} has an exec probe, whose result is only in the pod's status, and the status can't be read: ${why}`,
    state: untouched,
    next: 'kubectl auth can-i get pods   # as the candidate’s service account, or probe over HTTP, TCP or gRPC instead',
  }
}

function leave({ readiness, warn, check }: Watch, part: string, why: string): void {
  readiness.remove(part)
  warn(why)
  check()
}
