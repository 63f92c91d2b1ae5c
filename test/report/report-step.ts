import type { Step } from '../../src/protocol/step.ts'
import type { Recorded } from './recorded.ts'

type Report = Extract<Step, { kind: 'report' }>

const stages = ['1-preflight', '2-migrate', '3-deploy', '4-smoke-test', '5-verify']
const ofPhases = ['1-preflight', '2-migrate', '3-smoke-test']

/** The Step of the report that ran then, as it is compiled today. */
export function reportStepOf({ pipeline, namespace, release, digest }: Recorded): Report {
  return {
    contract: 1,
    kind: 'report',
    environment: 'default',
    pipeline,
    namespace,
    release,
    digest,
    stopAfter: 45_000,
    database: { engine: 'postgres', lockTimeout: 2000, statementTimeout: 20_000 },
    account: `${pipeline}-report`,
    jobs: (pipeline === 'phases' ? ofPhases : stages).map((stage) => `${pipeline}-${stage}`),
  }
}
