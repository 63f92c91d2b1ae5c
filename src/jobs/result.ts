import { asList, at, textAt } from '../protocol/json.ts'

export interface Result {
  readonly state: 'running' | 'succeeded' | 'failed'
  /** What the Job controller gives as the reason of a failure, e.g. BackoffLimitExceeded. */
  readonly reason?: string
  /** What it says then, which is all that Argo CD shows. */
  readonly message?: string
}

/**
 * FailureTarget and SuccessCriteriaMet report the result of a Job while its pods still terminate (Kubernetes 1.31), which
 * is when a report may read it.
 */
export function resultOf(job: unknown): Result {
  for (const condition of asList(at(job, 'status', 'conditions'))) {
    const type = textAt(condition, 'type')
    if (textAt(condition, 'status') !== 'True') continue
    if (type === 'Complete' || type === 'SuccessCriteriaMet') return { state: 'succeeded' }
    if (type !== 'Failed' && type !== 'FailureTarget') continue
    const [reason, message] = [textAt(condition, 'reason'), textAt(condition, 'message')]
    return {
      state: 'failed',
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
    }
  }
  return { state: 'running' }
}
