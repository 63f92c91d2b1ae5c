import type { Pass, TaskState } from '../../timeline/trace.ts'
import type { SyncContext } from '../engine/sync-context.ts'
import { sync } from '../engine/sync.ts'
import { idOf, type SyncResult, type SyncTask } from '../engine/sync-task.ts'
import { terminate } from '../engine/terminate.ts'
import type { Retry } from '../simulation.ts'
import { advanceTo } from '../world/world.ts'
import { nextPass } from './next-pass.ts'

export interface Ran {
  readonly passes: readonly Pass[]
  readonly end: 'succeeded' | 'failed' | 'stuck' | 'retries-forever' | 'pass-limit'
  /** The tasks of the last pass. */
  readonly tasks: readonly SyncTask[]
}

/** Only a bug of ours, or an object that changes thousands of times, needs more passes. */
const passLimit = 10_000
/** With a negative retry limit Argo CD retries forever. The trace shows this many attempts. */
const triesShown = 3

/**
 * controller/appcontroller.go `processRequestedAppOperation` in a loop: pass, result, retry. A retry discards all results
 * but keeps the operation's start time.
 */
export function runOperation(context: SyncContext): Ran {
  const passes: Pass[] = []
  let now = 0
  while (passes.length < passLimit) {
    advanceTo(context.world, now)
    const terminating = isOver(context, now)
    const tasks = onePass(context, terminating)
    const news = isNews(context, passes.at(-1))
    // A pass that the trace leaves out changed nothing, so it did not sleep either.
    if (!news) context.slept = 0
    context.delaySeconds += context.slept
    const step = nextStep(context, tasks, terminating)
    if (news) passes.push(passOf(context, now))
    if (step.end !== undefined) return { passes, end: step.end, tasks }
    if (step.retries === 'yes') forget(context)
    now = step.at
  }
  return { passes, end: 'pass-limit', tasks: [] }
}

/** The trace leaves out a pass that finds everything as the previous one left it. */
function isNews({ changed, phase, message }: SyncContext, before: Pass | undefined): boolean {
  return changed === 'yes' || phase !== 'Running' || before?.message !== message
}

type Step =
  | { readonly end: Exclude<Ran['end'], 'pass-limit'> }
  | { readonly end?: undefined; readonly at: number; readonly retries: 'yes' | 'no' }

/** What follows a pass. Also completes the pass's message and its list of awaited tasks. */
function nextStep(context: SyncContext, tasks: readonly SyncTask[], terminating: Terminating): Step {
  const end = context.world.now + context.slept
  const over = nextOver(context, end)
  if (context.phase === 'Running') {
    sayAwaited(context)
    const next = earliest(nextPass(context, tasks, end), over)
    return next === undefined ? { end: 'stuck' } : { at: next, retries: 'no' }
  }
  const wait = terminating === undefined ? secondsToRetry(context) : undefined
  if (wait === undefined) {
    sayRetried(context, terminating)
    return { end: context.phase === 'Succeeded' ? 'succeeded' : 'failed' }
  }
  sayRetry(context, end, wait)
  if (context.operation.retry.limit < 0 && context.world.attempt >= triesShown) return { end: 'retries-forever' }
  // Terminating the operation while it waits for a retry keeps the results of the last attempt.
  return over !== undefined && over < end + wait ? { at: over, retries: 'no' } : { at: end + wait, retries: 'yes' }
}

function forget({ results, world }: SyncContext): void {
  results.clear()
  world.attempt += 1
}

type Terminating = 'terminated' | 'timeout' | undefined

function onePass(context: SyncContext, terminating: Terminating): readonly SyncTask[] {
  context.actions = []
  context.slept = 0
  context.awaited = []
  context.waitsFor = 'completion'
  context.changed = 'no'
  return terminating === undefined ? sync(context) : terminate(context)
}

function isOver({ operation: { terminateAt, timeout } }: SyncContext, now: number): Terminating {
  if (terminateAt !== undefined && now >= terminateAt) return 'terminated'
  return timeout > 0 && now >= timeout ? 'timeout' : undefined
}

/** When the operation will be terminated, if it has not been yet. The wave delay is not interrupted. */
function nextOver({ operation: { terminateAt, timeout }, world }: SyncContext, end: number): number | undefined {
  const over = earliest(terminateAt, timeout > 0 ? timeout : undefined)
  return over === undefined || over <= world.now ? undefined : Math.max(over, end)
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b)
}

/** The wait already counts the coming retry, the message does not (types.go `NextRetryAt`). */
function secondsToRetry({ phase, world, operation: { retry } }: SyncContext): number | undefined {
  if (phase === 'Succeeded' || (retry.limit >= 0 && world.attempt > retry.limit)) return undefined
  return backoff(retry, world.attempt)
}

function backoff({ duration, factor, maxDuration }: Retry, retries: number): number {
  const seconds = duration * factor ** retries
  return maxDuration > 0 ? Math.min(maxDuration, seconds) : seconds
}

function sayRetry(context: SyncContext, end: number, wait: number): void {
  const { attempt } = context.world
  const announced = end + backoff(context.operation.retry, attempt - 1)
  context.retries += 1
  context.message = `${context.message}. Retrying attempt #${attempt} at ${announced} s.`
  context.actions.push({ verb: 'wait', result: 'done', detail: `${wait} s until the retry` })
}

function sayRetried(context: SyncContext, terminating: Terminating): void {
  if (context.phase === 'Succeeded') return
  if (terminating === 'timeout') context.message += ', triggered by controller sync timeout'
  if (context.retries > 0) context.message += ` (retried ${context.retries} times).`
}

/** Records what the pass is waiting for at its end: running tasks, hooks being deleted, or pruned objects. */
function sayAwaited(context: SyncContext): void {
  for (const task of context.awaited) {
    const isRunning = task.operationState === 'Running'
    if (!isRunning && context.waitsFor === 'completion') continue
    const detail = !isRunning ? 'to be gone' : task.subject.isHook ? 'to end' : 'to be healthy'
    context.actions.push({ verb: 'wait', task: idOf(task), result: 'done', detail })
  }
}

function passOf({ actions, seen, results, message, world }: SyncContext, at: number): Pass {
  const states: Record<string, TaskState> = {}
  for (const id of seen.keys()) states[id] = stateOf(results.get(id))
  return { attempt: world.attempt, at, actions, states, message }
}

function stateOf(result: SyncResult | undefined): TaskState {
  if (result?.status === 'Pruned' || result?.status === 'PruneSkipped') return 'pruned'
  switch (result?.operationState) {
    case 'Running':
      return 'running'
    case 'Succeeded':
      return 'succeeded'
    case 'Failed':
    case 'Error':
      return 'failed'
    default:
      return result?.status === 'SyncFailed' ? 'failed' : 'pending'
  }
}
