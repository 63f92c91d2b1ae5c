import type { Workbench } from './workbench.ts'

/** A named group of measurements. */
export interface Scenario {
  readonly summary: string
  /** How often each process runs; undefined if `--quick` leaves it out. */
  readonly rounds: { readonly full: number; readonly quick: number | undefined }
  run(bench: Workbench, rounds: number): readonly Measurement[] | Promise<readonly Measurement[]>
}

export interface Measurement {
  readonly what: string
  /** As printed: `6.3x faster`. */
  readonly result: string
  /** The measurements that it is computed from: `84 ms : 40 ms`. */
  readonly detail: string
  readonly target?: { readonly text: string; readonly verdict: 'ok' | 'missed' }
}
