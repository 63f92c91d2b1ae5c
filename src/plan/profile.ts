import type { Spec } from '../pipeline/schema.ts'
import type { SyncPlace } from '../argocd/phases.ts'
import type { StageName } from './stage.ts'

/** A stage's place. `before` and `after`: of the workload. */
export interface Slot extends SyncPlace {
  readonly stage: StageName
  readonly side: 'before' | 'after' | 'on-failure'
}

/** The shape of a pipeline: which Jobs there are, where, and what Argo CD takes them for. */
export interface Profile {
  readonly id: Spec['profile']
  /** In the order in which they run. */
  readonly slots: readonly Slot[]
  /** Hooks run on every full sync; a tracked Job runs once for each content, also on self-heal. */
  readonly jobs: 'hook' | 'tracked'
  /** What the Jobs need: for the time of the sync, or as part of the Application. */
  readonly config: 'hook' | 'tracked'
  readonly configWave: number
  /** The wave of the workload's objects that name none; undefined leaves them as they are written. */
  readonly workloadWave: number | undefined
  /** Whether a pod of the new version is tried before the sync; without one, smoke-test asks the real Service after it. */
  readonly candidate: 'tried' | 'none'
}

const report: Slot = { stage: 'report', phase: 'SyncFail', wave: 0, side: 'on-failure' }

export const profiles: Readonly<Record<Spec['profile'], Profile>> = {
  presync: {
    id: 'presync',
    slots: [
      { stage: 'preflight', phase: 'PreSync', wave: -1, side: 'before' },
      { stage: 'migrate', phase: 'PreSync', wave: 0, side: 'before' },
      { stage: 'deploy', phase: 'PreSync', wave: 1, side: 'before' },
      { stage: 'smoke-test', phase: 'PreSync', wave: 2, side: 'before' },
      { stage: 'verify', phase: 'PostSync', wave: 0, side: 'after' },
      report,
    ],
    jobs: 'hook',
    config: 'hook',
    configWave: -2,
    workloadWave: undefined,
    candidate: 'tried',
  },
  phases: {
    id: 'phases',
    slots: [
      { stage: 'preflight', phase: 'PreSync', wave: -1, side: 'before' },
      { stage: 'migrate', phase: 'PreSync', wave: 0, side: 'before' },
      { stage: 'smoke-test', phase: 'PostSync', wave: 0, side: 'after' },
      report,
    ],
    jobs: 'hook',
    config: 'hook',
    configWave: -2,
    workloadWave: undefined,
    candidate: 'none',
  },
  waves: {
    id: 'waves',
    slots: [
      { stage: 'preflight', phase: 'Sync', wave: -1, side: 'before' },
      { stage: 'migrate', phase: 'Sync', wave: 0, side: 'before' },
      { stage: 'smoke-test', phase: 'PostSync', wave: 0, side: 'after' },
      report,
    ],
    jobs: 'hook',
    config: 'tracked',
    configWave: -20,
    workloadWave: 1,
    candidate: 'none',
  },
  // No report: a SyncFail hook is not run where a self-heal fails, which is what this profile is for.
  jobs: {
    id: 'jobs',
    slots: [
      { stage: 'preflight', phase: 'Sync', wave: -1, side: 'before' },
      { stage: 'migrate', phase: 'Sync', wave: 0, side: 'before' },
      { stage: 'smoke-test', phase: 'Sync', wave: 2, side: 'after' },
    ],
    jobs: 'tracked',
    config: 'tracked',
    configWave: -20,
    workloadWave: 1,
    candidate: 'none',
  },
}
