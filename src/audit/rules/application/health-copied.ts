import { applicationHealth } from '../../health.ts'
import type { Rule } from '../../rule.ts'

/** The script of docs/operator-manual/health.md reads status.health alone: argoproj/argo-cd#4577, #5585. */
export const healthCopied: Rule = (unit) => {
  const found = applicationHealth(unit)
  if (found === undefined || !unit.subjects.includes(found.subject) || found.script.includes('operationState'))
    return []
  return [
    {
      message: 'this health check does not see whether a sync is still running, or has failed',
      why: 'health alone is what it was before the change, and hooks are not in it: a wave goes on while a PostSync Job runs or fails',
      help: 'also require status.operationState.phase == "Succeeded" and status.sync.status == "Synced"',
      span: found.subject.locate(['data', found.key], 'key'),
    },
  ]
}
