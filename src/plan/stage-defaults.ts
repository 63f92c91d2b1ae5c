import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import type { Profile } from './profile.ts'
import type { StageName } from './stage.ts'

export interface StageDefaults {
  readonly key: 'preflight' | 'migrate' | 'deploy' | 'smokeTest' | 'verify' | 'report'
  readonly minutes: number
  readonly backoffLimit: number
  readonly graceSeconds: number
  readonly does: (pipeline: LoadedPipeline, release: string, profile: Profile) => string
}

export const stageDefaults: Readonly<Record<StageName, StageDefaults>> = {
  preflight: {
    key: 'preflight',
    minutes: 5,
    backoffLimit: 2,
    graceSeconds: 30,
    does: ({ name }, _release, { candidate }) =>
      `Checks that the database of ${name} is reachable, the right one and fit to be migrated${candidate === 'tried' ? ', and which live checks pass before' : ''}.`,
  },
  migrate: {
    key: 'migrate',
    minutes: 15,
    backoffLimit: 0,
    graceSeconds: 30,
    does: ({ spec, name }, release) =>
      spec.migrations.command === undefined
        ? `Applies the pending migrations of ${name} ${release} with ${spec.migrations.tool === 'sql' ? 'wavec' : spec.migrations.tool}, each at most once, and checks what they left.`
        : `Runs ${spec.migrations.command.command.join(' ')} of ${name} ${release} as the migrator, and checks what it left.`,
  },
  deploy: {
    key: 'deploy',
    minutes: 10,
    backoffLimit: 1,
    graceSeconds: 20,
    does: ({ name }, release) =>
      `Boots one candidate of ${name} ${release} on the migrated schema and requires it to stay ready; Argo CD deploys only after this.`,
  },
  'smoke-test': {
    key: 'smokeTest',
    minutes: 5,
    backoffLimit: 1,
    graceSeconds: 20,
    does: ({ name }, release, { candidate }) =>
      candidate === 'tried'
        ? `Runs the smoke checks on a candidate of ${name} ${release}, and on the version still serving, which must pass what it passed before.`
        : `Runs the smoke checks on the real Service of ${name} ${release} and closes the ledger entry.`,
  },
  verify: {
    key: 'verify',
    minutes: 10,
    backoffLimit: 1,
    graceSeconds: 30,
    does: ({ name }, release) =>
      `Runs the smoke checks on the real Service of ${name} ${release} and closes the ledger entry.`,
  },
  report: {
    key: 'report',
    minutes: 5,
    backoffLimit: 1,
    graceSeconds: 30,
    does: ({ name }) => `Writes which stage of ${name} failed, why, and what to do next.`,
  },
}
