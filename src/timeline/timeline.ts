/** A release as Argo CD walks through it: what plans, simulations and live syncs have in common. Plain values. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail'

/** One object, or several that go together, at its place. `detail` are short phrases for a line. */
export interface Task {
  readonly phase: Phase
  readonly wave: number
  readonly name: string
  readonly detail: readonly string[]
}

export interface Timeline {
  readonly title: string
  readonly tasks: readonly Task[]
}
