import {
  stageFacts,
  stageNames,
  type CandidateUse,
  type ProfileId,
  type StageName,
  type StagePlace,
} from '../stages/facts.ts'

/** A stage's place. */
export interface Slot extends StagePlace {
  readonly stage: StageName
}

/** The shape of a pipeline: which Jobs there are, where, and what Argo CD takes them for. */
export interface Profile {
  readonly id: ProfileId
  /** In the order in which they run. */
  readonly slots: readonly Slot[]
  /** Hooks run on every full sync; a tracked Job runs once for each content, also on self-heal. */
  readonly jobs: 'hook' | 'tracked'
  /** What the Jobs need: for the time of the sync, or as part of the Application. */
  readonly config: 'hook' | 'tracked'
  readonly configWave: number
  /** The wave of the workload's objects that name none; undefined leaves them as they are written. */
  readonly workloadWave: number | undefined
  /** Without a candidate, smoke-test asks the real Service after the sync. */
  readonly candidate: CandidateUse
}

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  presync: {
    id: 'presync',
    slots: slotsOf('presync'),
    jobs: 'hook',
    config: 'hook',
    configWave: -2,
    workloadWave: undefined,
    candidate: 'tried',
  },
  phases: {
    id: 'phases',
    slots: slotsOf('phases'),
    jobs: 'hook',
    config: 'hook',
    configWave: -2,
    workloadWave: undefined,
    candidate: 'none',
  },
  waves: {
    id: 'waves',
    slots: slotsOf('waves'),
    jobs: 'hook',
    config: 'tracked',
    configWave: -20,
    workloadWave: 1,
    candidate: 'none',
  },
  jobs: {
    id: 'jobs',
    slots: slotsOf('jobs'),
    jobs: 'tracked',
    config: 'tracked',
    configWave: -20,
    workloadWave: 1,
    candidate: 'none',
  },
}

function slotsOf(profile: ProfileId): readonly Slot[] {
  return stageNames.flatMap((stage) => {
    const place = stageFacts[stage].places[profile]
    return place === undefined ? [] : [{ stage, ...place }]
  })
}
