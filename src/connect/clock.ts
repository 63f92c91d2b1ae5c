/** The clock of this process. */
export interface SystemClock {
  readonly now: () => number
  readonly sleep: (ms: number, stop?: AbortSignal) => Promise<void>
  readonly deadline: number
}

export function systemClock(deadline: number): SystemClock {
  return { now: () => Date.now(), sleep, deadline }
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
