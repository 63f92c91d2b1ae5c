import { deleteHooks } from './hooks.ts'
import { runTasks } from './run-tasks.ts'
import { setRunningPhase } from './running-phase.ts'
import { repeat, setOperationPhase, type SyncContext } from './sync-context.ts'
import { executeSyncFailPhase } from './sync-fail.ts'
import { deletesBeforeCreation, isHook, isPending, isRunning, type SyncTask } from './sync-task.ts'

interface Hooks {
  readonly syncFail: readonly SyncTask[]
  readonly toDelete: { readonly succeeded: readonly SyncTask[]; readonly failed: readonly SyncTask[] }
}

/** sync_context.go `Sync`, last part: runs the first pending wave. */
export function runWave(context: SyncContext, pending: readonly SyncTask[], hooks: Hooks): void {
  const [first, last] = [pending[0], pending.at(-1)]
  if (first === undefined || last === undefined) return
  const wave = pending.filter((task) => task.phase === first.phase && task.wave === first.wave)
  const isFinal = first.phase === last.phase && first.wave === last.wave
  setOperationPhase(context, 'Running', 'one or more tasks are running')
  const state = runTasks(context, wave)
  if (state === 'failed') return failWave(context, wave, hooks)
  if (!isFinal) delay(context)
  if (state === 'pending') {
    const waiting = wave.filter((task) => deletesBeforeCreation(task) || (task.isPrune && isPending(task)))
    return setRunningPhase(context, waiting, 'deletion')
  }
  if (wave.length < pending.length || wave.some(isHook)) return setRunningPhase(context, wave, 'completion')
  // Nothing in the last wave is awaited: the sync succeeds even if its objects fail later.
  deleteHooks(context, hooks.toDelete.succeeded)
  setOperationPhase(context, 'Succeeded', 'successfully synced (all tasks run)')
}

/** An object could not be applied: the SyncFail hooks start at once, while other tasks still run. */
function failWave(context: SyncContext, wave: readonly SyncTask[], { syncFail, toDelete }: Hooks): void {
  const failed = wave.filter(({ status }) => status === 'SyncFailed')
  const running = wave.filter(isRunning)
  const message = 'one or more objects failed to apply'
  if (running.length === 0) {
    if (executeSyncFailPhase(context, syncFail, failed, message) === 'completed') deleteHooks(context, toDelete.failed)
    return
  }
  const started =
    syncFail.length > 0 && executeSyncFailPhase(context, syncFail, failed, message) === 'running' ? syncFail : []
  const { waitsFor } = context
  setRunningPhase(context, [...running, ...started], 'completion')
  context.waitsFor = waitsFor
}

/** controller/sync.go `delayBetweenSyncWaves` */
function delay(context: SyncContext): void {
  const { waveDelay } = context.operation
  if (waveDelay === 0) return
  repeat(context, { verb: 'delay', result: 'done', detail: `${waveDelay} s` })
  context.slept += waveDelay
}
