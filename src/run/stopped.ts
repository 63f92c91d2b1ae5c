import { Failure } from '../diagnostic/failure.ts'

/** Why a step ends before it is done. */
export interface StopReason {
  readonly why: 'signal' | 'deadline'
  /** e.g. `SIGTERM`, or how long the step was given. */
  readonly text: string
}

export const stoppedCode = 'run/stopped'

/** Thrown where a step notices that it has to end. */
export class Stopped extends Failure {
  constructor(reason: unknown) {
    const text = isStopReason(reason) ? reason.text : 'asked to stop'
    super(`stopped: ${text}`, {
      code: stoppedCode,
      exit: 75,
      next: 'run the Job again; a full sync does: argocd app sync',
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
