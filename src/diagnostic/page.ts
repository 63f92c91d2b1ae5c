/** What `wavec explain` prints about a code. `bad` and `good` are short excerpts of what the user writes. */
export interface Page {
  /** When it is reported. */
  readonly condition: string
  /** What would happen otherwise. */
  readonly effect: string
  /** What to do. */
  readonly workaround: string
  readonly bad?: string
  readonly good?: string
}
