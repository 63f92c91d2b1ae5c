import { applicationHealth } from '../../health.ts'
import type { Rule } from '../../rule.ts'

/** The script of docs/operator-manual/health.md reads only status.health: argoproj/argo-cd#4577, #5585. */
export const healthCopied: Rule = (unit) => {
  const found = applicationHealth(unit)
  if (found === undefined || !unit.subjects.includes(found.subject) || found.script.includes('operationState'))
    return []
  return [
    {
      message: 'this health check ignores a sync that is running or has failed',
      why: 'status.health may still describe the previous version and never includes hooks, so the next wave starts while a PostSync Job runs or after it fails',
      help: 'also require status.operationState.phase == "Succeeded" and status.sync.status == "Synced"',
      span: found.subject.locate(['data', found.key], 'key'),
    },
  ]
}
