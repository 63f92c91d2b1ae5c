import type { Pass, TaskState, TraceTask, Verdict } from '../timeline/trace.ts'
import type { SyncContext } from './engine/sync-context.ts'
import { idOf, isRunning, type SyncTask } from './engine/sync-task.ts'
import { needsConfirmation } from './engine/prune-object.ts'
import type { Health } from './health/index.ts'
import { healthOf } from './world/live-object.ts'
import { deadlineOf } from './world/deadline.ts'
import type { Ran } from './operation/run-operation.ts'

/** The result of the simulation in one sentence. */
export function verdictOf(context: SyncContext, ran: Ran): Verdict {
  switch (ran.end) {
    case 'succeeded':
      return { outcome: 'succeeded', message: 'the sync succeeds', tasks: [] }
    case 'failed':
      return failure(context, ran.passes.at(-1))
    case 'retries-forever':
      return {
        outcome: 'waits-for-ever',
        message: 'every attempt fails, and retry.limit is negative: Argo CD retries forever',
        tasks: failedIn(context, ran.passes.at(-1)).map(({ id }) => id),
      }
    case 'pass-limit':
      return { outcome: 'waits-for-ever', message: 'the sync did not finish within 10000 passes', tasks: [] }
    case 'stuck':
      return waiting(context, ran.tasks)
  }
}

function failure(context: SyncContext, pass: Pass | undefined): Verdict {
  const seen = [...context.seen.values()]
  const stateOf = ({ id }: TraceTask): TaskState => pass?.states[id] ?? 'pending'
  const plain = seen.filter(({ role, phase }) => role !== 'prune' && phase === 'Sync')
  const untouched = plain.filter((task) => stateOf(task) === 'pending')
  const touched = seen.some((task) => task.phase === 'Sync' && !['pending', 'failed'].includes(stateOf(task)))
  const { what, tasks } = cause(context, pass)
  return { outcome: 'failed', message: what + consequence(untouched, touched ? 'part' : 'nothing'), tasks }
}

function consequence(untouched: readonly TraceTask[], applied: 'part' | 'nothing'): string {
  if (untouched.length === 0) return ''
  if (applied === 'nothing') return `, so Argo CD never touches ${listed(untouched)}`
  return `, and ${listed(untouched)} ${untouched.length === 1 ? 'is' : 'are'} never applied`
}

function cause(
  context: SyncContext,
  pass: Pass | undefined,
): { readonly what: string; readonly tasks: readonly string[] } {
  const message = pass?.message ?? ''
  if (message.startsWith('Operation terminated')) {
    const ended = [...context.seen.values()].filter(({ id }) => context.results.get(id)?.message === 'Terminated')
    const during = ended.length === 0 ? '' : ` while ${listed(ended)} ${ended.length === 1 ? 'runs' : 'run'}`
    return { what: `the operation is terminated${during}`, tasks: ended.map(({ id }) => id) }
  }
  const failed = failedIn(context, pass)
  if (failed.length === 0) return { what: `the sync fails: ${message}`, tasks: [] }
  const what = `${listed(failed)} ${failed.length === 1 ? 'fails' : 'fail'}`
  return { what, tasks: failed.map(({ id }) => id) }
}

/** Failed SyncFail hooks count only if nothing else failed: they are not the cause. */
function failedIn({ seen }: SyncContext, pass: Pass | undefined): readonly TraceTask[] {
  const failed = [...seen.values()].filter(({ id }) => pass?.states[id] === 'failed')
  const first = failed.filter(({ phase }) => phase !== 'SyncFail')
  return first.length === 0 ? failed : first
}

function waiting(context: SyncContext, tasks: readonly SyncTask[]): Verdict {
  const awaited = context.awaited.filter((task) => context.waitsFor === 'deletion' || isRunning(task))
  const stuck = awaited.filter((task) => !isEnded(context, task))
  const about = stuck.length > 0 ? stuck : awaited.length > 0 ? awaited : tasks.filter(isRunning)
  const [first] = about
  const message =
    first === undefined ? 'never finishes' : `waits forever for ${namesOf(about)}: ${reason(context, first)}`
  return { outcome: 'waits-for-ever', message, tasks: about.map(idOf) }
}

/** A resource without a health check is done at the next pass. */
function isEnded({ world }: SyncContext, { subject }: SyncTask): boolean {
  const object = world.objects.get(subject.liveKey)
  return object !== undefined && object.deletingSince === undefined && healthOf(object, world.now) === undefined
}

function reason(context: SyncContext, task: SyncTask): string {
  const { world, operation, waitsFor } = context
  if (task.isPrune && needsConfirmation(context, task) && !operation.pruneConfirmed)
    return 'Prune=confirm is set, and the deletion has not been confirmed'
  const object = world.objects.get(task.subject.liveKey)
  if (waitsFor === 'deletion' || object?.deletingSince !== undefined)
    return 'it is being deleted, and a finalizer or a pod that does not terminate blocks the deletion'
  return unhealthy(task, object === undefined ? undefined : healthOf(object, world.now))
}

function unhealthy(task: SyncTask, health: Health | undefined): string {
  if (health?.status === 'Suspended') return `it is suspended${health.message === '' ? '' : ` (${health.message})`}`
  if (health?.status === 'Unknown') return 'its health is unknown, which counts as running'
  return neverReady(task, task.subject.manifest.kind)
}

function neverReady({ subject }: SyncTask, kind: string): string {
  const bounded = deadlineOf(subject.manifest) !== undefined
  if (kind === 'Job' && !bounded) return 'it neither completes nor fails, and has no activeDeadlineSeconds to end it'
  if (kind === 'Pod' && !bounded) return 'it neither succeeds nor fails, and has no activeDeadlineSeconds to end it'
  if (kind === 'PersistentVolumeClaim') return 'it stays Pending, because the pod that uses it is in a later wave'
  return 'it stays Progressing, and no deadline makes it fail'
}

function namesOf(tasks: readonly SyncTask[]): string {
  return listed(tasks.map(({ subject: { name, manifest } }) => ({ kind: manifest.kind, name })))
}

/** `Job/a`, `Job/a and Job/b`, `Deployment/orders and 3 more`: workloads and Jobs first. */
export function listed(objects: readonly Pick<TraceTask, 'kind' | 'name'>[]): string {
  const sorted = [...objects].sort((a, b) => weight(a.kind) - weight(b.kind))
  const names = sorted.map(({ kind, name }) => `${kind}/${name}`)
  if (names.length <= 2) return names.join(' and ')
  return `${names[0] ?? ''} and ${names.length - 1} more`
}

function weight(kind: string): number {
  const known = ['Deployment', 'StatefulSet', 'Rollout', 'DaemonSet', 'Job'].indexOf(kind)
  return known === -1 ? 9 : known
}
