import type { Packet } from '../../protocol/packet.ts'
import type { Readiness } from './readiness.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

export interface Subject {
  readonly candidate: StepOf<'candidate'>['candidate']
  readonly namespace: string
  readonly pipeline: string
  /** Of the Job, as its label says. */
  readonly stage: 'deploy' | 'smoke-test'
}

/** What the watchers of one candidate share. */
export interface Watch extends Subject {
  readonly adapters: Adapters
  readonly readiness: Readiness
  /** Aborted when the outcome is known, or the step has to stop: every wait and request ends with it. */
  readonly over: AbortSignal
  readonly warn: (warning: string) => void
  /** The first word counts. */
  readonly fail: (packet: Packet) => void
  /** To be called after each change of the readiness. */
  readonly check: () => void
  /** Pastable: the log of a container of this pod. */
  readonly logs: (container: string, which?: 'now' | 'previous') => string
}

/** What a failed candidate leaves: PreSync never touches the workload. */
export const untouched =
  'The migrations are applied. The workload was not touched: the version before still serves, on the new schema.'
