import type { Adapters } from './step-runner.ts'
import { Stopped } from './stopped.ts'

/** Milliseconds of work after which signals and timers get their turn. */
const longestBreath = 20

/**
 * Called again and again by work that computes for long: lets a signal or the deadline through, which are noticed only
 * while nothing computes, and throws `Stopped` once the step has to end.
 */
export function breather({ clock, stop }: Pick<Adapters, 'clock' | 'stop'>): () => Promise<void> {
  let last = clock.now()
  return async () => {
    if (clock.now() - last < longestBreath) return
    await clock.sleep(0, stop)
    if (stop.aborted) throw new Stopped(stop.reason)
    last = clock.now()
  }
}
