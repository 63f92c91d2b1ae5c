import type { Severity } from '../diagnostic.ts'

/** What `wavec explain CODE` prints. `bad` and `good` are short excerpts of what a person writes. */
export interface Page {
  readonly severity: Severity
  /** When it is reported. */
  readonly condition: string
  /** What would happen otherwise. */
  readonly effect: string
  /** What to do. */
  readonly workaround: string
  readonly bad?: string
  readonly good?: string
}

export type Pages = Readonly<Record<`${string}/${string}`, Page>>
