import type { Trace } from '../../timeline/trace.ts'

/** One course of the sync, and the label by which the reader selects it. */
export interface PageScenario {
  readonly label: string
  /** The id of the task whose box selects this scenario; absent if it is not the failure of a single task. */
  readonly task?: string
  readonly trace: Trace
}
