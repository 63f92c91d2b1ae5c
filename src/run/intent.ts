import type { Step } from '../protocol/step.ts'
import { unreachable } from '../diagnostic/unreachable.ts'

/** What a step will do, starting with a verb: the first line of its log. */
export function intentOf(step: Step): string {
  const version = `${step.pipeline} ${step.release}`
  switch (step.kind) {
    case 'preflight':
      return `check that the database is ready for the migrations of ${version}`
    case 'stamp':
      return `record in the ledger that ${step.migrations.tool} migrates for ${version}`
    case 'migrate':
      return `apply the pending migrations of ${version}, each at most once`
    case 'expect':
      return `check the result of ${step.migrations.tool} for ${version}`
    case 'candidate':
      return `wait until a candidate of ${version} is ready and stays ready`
    case 'smoke-test':
      return `check a candidate of ${version}${step.live === undefined ? '' : ' and the serving version'}`
    case 'verify':
      return step.host === undefined ? `check the database after ${version}` : `check ${version} through its Service`
    case 'complete':
      return `record in the ledger that ${version} is complete`
    case 'gate':
      return `check that the database has the migrations of ${version}`
    case 'report':
      return `report why the sync of ${version} failed`
    default:
      return unreachable(step)
  }
}
