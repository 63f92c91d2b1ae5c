import type { Packet } from '../../protocol/packet.ts'
import type { Readiness } from './readiness.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

export interface Subject {
  readonly candidate: StepOf<'candidate'>['candidate']
  readonly namespace: string
  readonly pipeline: string
  /** The stage in the Job's label. */
  readonly stage: 'deploy' | 'smoke-test'
}

/** `by port`: as refused connections, of every container. */
export type Restarts = 'observed' | 'by port' | 'not observed'

/** State shared by the watchers of one candidate. */
export interface Watch extends Subject {
  readonly adapters: Adapters
  readonly readiness: Readiness
  /** Ends every wait and request: aborted when the outcome is known or the step has to stop. */
  readonly over: AbortSignal
  readonly warn: (warning: string) => void
  /** Only the first call counts. */
  readonly fail: (packet: Packet) => void
  /** Call it after each change of the readiness. */
  readonly check: () => void
  /** Containers that refused a connection while everything was ready. */
  readonly refused: Set<string>
  /** The command that prints the log of a container of this pod. */
  readonly logs: (container: string) => string
  /** The command that prints how the containers of this pod ended. It works for as long as the pod exists. */
  readonly describe: string
}

/** The state after a failed candidate: PreSync never touches the workload. */
export const untouched =
  'The migrations are applied. The workload was not changed: the previous version still serves, on the new schema.'
