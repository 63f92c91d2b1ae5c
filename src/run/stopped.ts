import { Failure } from '../diagnostic/failure.ts'

/** Why a step is stopped early. */
export interface StopReason {
  readonly why: 'signal' | 'deadline'
  /** For example `SIGTERM`, or how long the step was allowed to take. */
  readonly text: string
}

export const stoppedCode = 'run/stopped'

/** Thrown when a step notices that it has to stop. */
export class Stopped extends Failure {
  constructor(reason: unknown) {
    const text = isStopReason(reason) ? reason.text : 'asked to stop'
    super(`stopped: ${text}`, {
      code: stoppedCode,
      exit: 75,
      next: 'run the Job again with a full sync: argocd app sync',
    })
  }
}

export function isDeadline(reason: unknown): boolean {
  return isStopReason(reason) && reason.why === 'deadline'
}

function isStopReason(value: unknown): value is StopReason {
  return (
    typeof value === 'object' && value !== null && 'why' in value && 'text' in value && typeof value.text === 'string'
  )
}
