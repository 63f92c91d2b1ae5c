/**
 * A sync pass by pass, as plain values: simulations make it, views show it, and what is seen of a live sync can be
 * written in it too. Times are whole seconds since the operation started.
 */
import type { Phase } from '../argocd/phases.ts'

/** One object in one phase: what the engine calls a task. A hook of two phases has two. */
export interface TraceTask {
  /** `group/Kind/namespace/name:phase`, the key of Argo CD's syncResult; unique in a trace. */
  readonly id: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly phase: Phase
  readonly wave: number
  readonly role: 'hook' | 'resource' | 'prune'
}

export type TaskState =
  | 'pending'
  | 'running'
  | 'succeeded'
  | 'failed'
  /** It was reached and left as it was, or is gone as wanted. */
  | 'pruned'

export type ActionVerb =
  | 'create-namespace'
  | 'dry-run'
  | 'apply'
  | 'prune'
  | 'delete'
  | 'remove-finalizer'
  | 'wait'
  | 'delay'

/** One thing that the engine does, in the order in which it does it. */
export interface Action {
  readonly verb: ActionVerb
  /** Of a task; absent where the action is the operation's own (a wave's delay). */
  readonly task?: string
  readonly result: 'done' | 'unchanged' | 'refused'
  /** Why, or what is awaited, in a few words. */
  readonly detail?: string
}

/** One call of the engine's Sync(). */
export interface Pass {
  /** 1 for the first try of the operation, then one more for each retry. */
  readonly attempt: number
  readonly at: number
  readonly actions: readonly Action[]
  /** The state of every task after the pass, by id. */
  readonly states: Readonly<Record<string, TaskState>>
  /** The operation's message, as Argo CD shows it. */
  readonly message: string
}

export interface Verdict {
  readonly outcome: 'succeeded' | 'failed' | 'waits-for-ever'
  /** One sentence for a person. */
  readonly message: string
  /** Ids of the tasks that it is about. */
  readonly tasks: readonly string[]
}

export interface Trace {
  readonly title: string
  readonly tasks: readonly TraceTask[]
  readonly passes: readonly Pass[]
  readonly verdict: Verdict
  /** What a person should know though the engine does not say it. */
  readonly warnings: readonly string[]
  /** Seconds spent in the delay between waves. */
  readonly delaySeconds: number
}

/** `group/Kind/namespace/name`: the object of a task, the same in every phase. */
export function objectIdOf({ id, phase }: TraceTask): string {
  return id.slice(0, -`:${phase}`.length)
}

/** `Kind/name`, as output and options name an object. */
export function objectNameOf({ kind, name }: Pick<TraceTask, 'kind' | 'name'>): string {
  return `${kind}/${name}`
}
