import type { StopReason } from '../run/stopped.ts'

/** What the kubelet leaves between SIGTERM and SIGKILL is 20 s or more in every Job that wavec emits. */
const grace = 15_000

export interface Stop extends Disposable {
  readonly signal: AbortSignal
}

/**
 * Aborted by SIGTERM, SIGINT and after `stopAfter` milliseconds. A step that has not ended some time later is left
 * where it is: the process ends with `exit`, and the server notices that its client is gone.
 */
export function stopAfter(ms: number, exit: number): Stop {
  const controller = new AbortController()
  let last: NodeJS.Timeout | undefined
  const stop = (reason: StopReason): void => {
    if (controller.signal.aborted) return
    controller.abort(reason)
    last = setTimeout(() => process.exit(exit), grace)
    last.unref()
  }
  const onSignal = (name: NodeJS.Signals): void => stop({ why: 'signal', text: name })
  const timer = setTimeout(
    () => stop({ why: 'deadline', text: `the ${Math.round(ms / 1000)} s of this step are over` }),
    ms,
  )
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      clearTimeout(last)
      process.off('SIGTERM', onSignal)
      process.off('SIGINT', onSignal)
    },
  }
}
