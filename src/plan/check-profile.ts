import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { stageFacts, type StageKey } from '../stages/facts.ts'
import type { Profile } from './profile.ts'

/** Settings that the chosen profile has no place for: left in silently, they would promise what nothing does. */
export function checkProfile(profile: Profile, pipeline: LoadedPipeline): readonly Diagnostic[] {
  const { id, candidate, jobs } = profile
  const found = [
    ...(candidate === 'none' ? ofCandidate(pipeline) : []),
    ...(jobs === 'tracked' ? ofTracked(profile, pipeline) : ofHooks(pipeline)),
    ...(profile.config === 'tracked' && jobs === 'hook' ? earlyHooks(profile, pipeline) : []),
  ]
  return found.map(({ path, message, why, help }) =>
    diagnostic('stage/not-in-profile', { message: `profile ${id} ${message}`, why, help, span: pipeline.locate(path) }),
  )
}

interface Found {
  readonly path: Parameters<LoadedPipeline['locate']>[0]
  readonly message: string
  readonly why: string
  readonly help: string
}

function ofCandidate({ spec }: LoadedPipeline): Found[] {
  const found: Found[] = []
  const { candidate, ...deploy } = spec.deploy
  if ((candidate !== undefined && candidate !== false) || Object.keys(deploy).length > 0) {
    found.push({
      path: ['deploy'],
      message: 'has no deploy Job, so this has no effect',
      why: 'it tries no candidate: Argo CD deploys, and smoke-test asks the real Service afterwards',
      help: 'delete deploy, or use profile: presync',
    })
  }
  if (Object.keys(spec.verify).length > 0) {
    found.push({
      path: ['verify'],
      message: 'has no verify Job, so this has no effect',
      why: 'its smoke-test runs after the sync, on the real Service',
      help: 'write the settings under smokeTest',
    })
  }
  if (spec.smokeTest.live !== undefined) {
    found.push({
      path: ['smokeTest', 'live'],
      message: "can't check the version that serves",
      why: 'its smoke-test runs after the sync, when the new version has taken its place',
      help: 'delete live, or use profile: presync, which asks it between migrate and the sync',
    })
  }
  return found
}

function ofHooks({ spec }: LoadedPipeline): Found[] {
  if (spec.attempt === undefined) return []
  return [
    {
      path: ['attempt'],
      message: 'has no attempts to number',
      why: 'its Jobs are hooks: each full sync deletes them and runs them again',
      help: 'delete attempt, and run: argocd app sync',
    },
  ]
}

/** Of the Jobs that the profile has and the spec may move. */
function keysOf({ slots }: Profile): readonly StageKey[] {
  return slots.flatMap(({ stage }) => (stage === 'report' ? [] : [stageFacts[stage].key]))
}

function ofTracked(profile: Profile, { spec }: LoadedPipeline): Found[] {
  return keysOf(profile).flatMap((key) =>
    spec[key].hook === undefined
      ? []
      : [
          {
            path: [key, 'hook'],
            message: 'has no hooks',
            why: 'its Jobs are part of the Application, so that they also run when Argo CD heals it, which skips hooks',
            help: 'delete hook; wave moves the Job',
          },
        ],
  )
}

function earlyHooks(profile: Profile, { spec }: LoadedPipeline): Found[] {
  return keysOf(profile).flatMap((key) =>
    spec[key].hook !== 'PreSync'
      ? []
      : [
          {
            path: [key, 'hook'],
            message: "can't run a Job in PreSync",
            why: 'what the Job needs is made in the Sync phase, which comes after',
            help: 'delete hook, or use profile: phases',
          },
        ],
  )
}
