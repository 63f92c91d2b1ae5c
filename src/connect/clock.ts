/** The clock of this process. */
export interface SystemClock {
  readonly now: () => number
  readonly sleep: (ms: number, stop?: AbortSignal) => Promise<void>
  readonly deadline: number
}

export function systemClock(deadline: number): SystemClock {
  return { now: monotonicNow, sleep, deadline }
}

/** Milliseconds. They look like those of a date, but no correction of the node's clock changes how fast they pass. */
export function monotonicNow(): number {
  return Math.round(performance.timeOrigin + performance.now())
}

function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted === true) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stop?.addEventListener('abort', done)
  })
}
