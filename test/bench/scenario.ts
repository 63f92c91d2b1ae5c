import type { Workbench } from './workbench.ts'

/** A group of measurements that is chosen by its name. */
export interface Scenario {
  readonly summary: string
  /** How often each process runs; undefined where `--quick` leaves it out. */
  readonly rounds: { readonly full: number; readonly quick: number | undefined }
  run(bench: Workbench, rounds: number): readonly Measurement[] | Promise<readonly Measurement[]>
}

export interface Measurement {
  readonly what: string
  /** As it is to be read: `6.3x faster`. */
  readonly result: string
  /** What it was made of: `84 ms : 40 ms`. */
  readonly detail: string
  readonly target?: { readonly text: string; readonly verdict: 'ok' | 'missed' }
}
