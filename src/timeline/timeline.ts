import type { SyncPlace } from '../argocd/phases.ts'

/** A release as Argo CD walks through it: what plans, simulations and live syncs have in common. Plain values. */

/** One object, or several that go together, at its place. `detail` are short phrases for a line. */
export interface Task extends SyncPlace {
  readonly name: string
  readonly detail: readonly string[]
}

export interface Timeline {
  readonly title: string
  readonly tasks: readonly Task[]
}
