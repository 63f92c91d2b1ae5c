/** What one check of preflight found. `retry`: it may have gone by itself by the next attempt. */
export interface Finding {
  readonly level: 'failed' | 'retry' | 'warning' | 'note'
  /** Names the check, e.g. `preflight/lock-taken`. */
  readonly code: string
  readonly text: string
  /** A line that can be pasted. */
  readonly next?: string
}
