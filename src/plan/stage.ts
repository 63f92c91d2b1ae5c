import type { SyncPlace } from '../argocd/phases.ts'
import type { Span } from '../diagnostic/diagnostic.ts'
import type { Pod } from '../pipeline/stages.ts'
import type { Killed, StageName, StagePlace } from '../stages/facts.ts'
import type { Profile } from './profile.ts'

/** One Job: where it stands in the sync and what it is given. Times in whole seconds. */
export interface PlannedJob extends SyncPlace {
  readonly kind: 'stage' | 'extra'
  /** What it is called in the pipeline, and in its labels. */
  readonly name: string
  readonly job: string
  /** Bounds one attempt: the kubelet fails the pod and keeps it. */
  readonly attemptSeconds: number
  /** Bounds the Job: attempts, their grace, the backoff between them, and a minute to schedule and pull. */
  readonly jobSeconds: number
  readonly graceSeconds: number
  readonly backoffLimit: number
  /** Whether an attempt that was killed (exit code 137) is tried again. */
  readonly killed: Killed
  readonly pod: Pod
  /** A sentence for the UI. */
  readonly does: string
  readonly source: Span
}

/** A Job that wavec knows the meaning of. */
export interface Stage extends PlannedJob, StagePlace {
  readonly kind: 'stage'
  readonly name: StageName
}

/** A Job of the user's. */
export interface ExtraJob extends PlannedJob {
  readonly kind: 'extra'
  readonly image: string
  readonly command: readonly string[] | undefined
  readonly args: readonly string[] | undefined
  readonly env: Readonly<Record<string, string>>
}

/** A stage that the spec leaves out for a while, and why. */
export interface SkippedStage {
  readonly name: StageName
  readonly reason: string
  /** The last release that may do without it. */
  readonly until: string
}

export interface Plan {
  readonly profile: Profile
  readonly stages: readonly Stage[]
  readonly extra: readonly ExtraJob[]
  readonly skipped: readonly SkippedStage[]
  /** The wave of everything that the Jobs need. */
  readonly configWave: number
  /** The wave of the ConfigMap with the digest, where it needs one. */
  readonly digestWave: number | undefined
}

/** Where the workload stands in the sync, and the release that it is. */
export interface WorkloadPlace extends SyncPlace {
  readonly release: string
}
