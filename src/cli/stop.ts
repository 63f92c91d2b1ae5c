import type { StopReason } from '../run/stopped.ts'

/** What the kubelet leaves between SIGTERM and SIGKILL is 20 s or more in every Job that wavec emits. */
const grace = 15_000

export interface Stop extends Disposable {
  readonly signal: AbortSignal
}

/** A timer of Node holds no more milliseconds: a longer one fires at once. */
const longestTimer = 2 ** 31 - 1

/**
 * Aborted by SIGTERM, SIGINT and after `ms` milliseconds. A step that has not ended some time later is left where it is:
 * `abandon` has to end the process, and the server notices that its client is gone.
 */
export function stopAfter(ms: number, abandon: (reason: StopReason) => never): Stop {
  const controller = new AbortController()
  let last: NodeJS.Timeout | undefined
  const stop = (reason: StopReason): void => {
    if (controller.signal.aborted) return
    controller.abort(reason)
    last = setTimeout(() => abandon(reason), grace)
    last.unref()
  }
  const onSignal = (name: NodeJS.Signals): void => stop({ why: 'signal', text: name })
  const end = performance.now() + ms
  let timer: NodeJS.Timeout | undefined
  const wait = (): void => {
    const rest = end - performance.now()
    if (rest <= 0) stop({ why: 'deadline', text: `the ${Math.round(ms / 1000)} s of this step are over` })
    else timer = setTimeout(wait, Math.min(Math.ceil(rest), longestTimer))
  }
  wait()
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
