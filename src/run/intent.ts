import type { Step } from '../protocol/step.ts'
import { unreachable } from '../diagnostic/unreachable.ts'

/** What a step will do, in one sentence that starts with a verb: the first line of a log. */
export function intentOf(step: Step): string {
  const version = `${step.pipeline} ${step.release}`
  switch (step.kind) {
    case 'preflight':
      return `look whether the database is fit to be migrated for ${version}`
    case 'stamp':
      return `note in the ledger that ${step.migrations.tool} migrates for ${version}`
    case 'migrate':
      return `apply the pending migrations of ${version}, each at most once`
    case 'expect':
      return `check what ${step.migrations.tool} left for ${version}`
    case 'candidate':
      return `wait until a candidate of ${version} is ready, and stays so`
    case 'smoke-test':
      return `check a candidate of ${version}${step.live === undefined ? '' : ', and the version that serves now'}`
    case 'verify':
      return step.host === undefined
        ? `check what ${version} left in the database`
        : `check ${version} behind its Service`
    case 'gate':
      return `ask whether the database has what ${version} needs`
    case 'report':
      return `say why the sync of ${version} failed`
    default:
      return unreachable(step)
  }
}
