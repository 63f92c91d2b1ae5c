/** One finding of preflight. `retry`: it may resolve itself before the next attempt. */
export interface Finding {
  readonly level: 'failed' | 'retry' | 'warning' | 'note'
  /** The check, e.g. `preflight/lock-taken`. */
  readonly code: string
  readonly text: string
  /** A command to paste, or an instruction. */
  readonly next?: string
}
