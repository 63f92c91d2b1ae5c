import type { Span } from '../diagnostic/diagnostic.ts'
import type { Pod } from '../spec/stages.ts'

export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail'
export const stageNames = ['preflight', 'migrate', 'deploy', 'smoke-test', 'verify', 'report'] as const
export type StageName = (typeof stageNames)[number]

/** One Job of the pipeline: where it stands in the sync and what it is given. Times in whole seconds. */
export interface Stage {
  readonly name: StageName
  readonly job: string
  readonly phase: Phase
  readonly wave: number
  /** Bounds one attempt: the kubelet fails the pod and keeps it. */
  readonly attemptSeconds: number
  /** Bounds the Job: attempts, their grace, the backoff between them, and a minute to schedule and pull. */
  readonly jobSeconds: number
  readonly graceSeconds: number
  readonly backoffLimit: number
  readonly pod: Pod
  /** A sentence for the UI. */
  readonly does: string
  readonly source: Span
}

export interface Plan {
  readonly stages: readonly Stage[]
  /** The PreSync wave of everything that the Jobs need. */
  readonly configWave: number
}

/** Where the workload stands in the sync, and the release that it is. */
export interface WorkloadPlace {
  readonly phase: Phase
  readonly wave: number
  readonly release: string
}
