import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Packet } from '../../protocol/packet.ts'
import { gateStateOf, type GateState } from './state.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'
import { Stopped } from '../stopped.ts'

type Gate = StepOf<'gate'>

const firstPause = 2000
const longestPause = 15_000

/**
 * Checks before a pod of the workload starts that the database has the migrations of its release. It only reads. The pod
 * waits here, so that it starts right after the migration and not after the kubelet's back-off.
 */
export async function gate(step: Gate, adapters: Adapters): Promise<Outcome> {
  const { clock, log, stop, mode } = adapters
  let logged = ''
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const answer = await ask(step, adapters)
    if (answer.state === 'ready')
      return { result: 'ok', proved: `the database has the migrations of ${step.pipeline} ${step.release}` }
    if (answer.state === 'unreachable' && step.onUnreachable === 'open') return letThrough(step, answer.failure)
    const packet = packetOf(step, answer)
    if (answer.state === 'contracted' || mode === 'dry-run') return { result: 'failed', packet }
    if (logged !== packet.message) log.warn(`this pod waits: ${packet.message}`)
    logged = packet.message
    if (clock.now() + pause >= clock.deadline) return { result: 'retry', packet }
    await clock.sleep(pause, stop)
    if (stop.aborted) throw new Stopped(stop.reason)
  }
}

type Answer = GateState | { readonly state: 'unreachable'; readonly failure: Failure }

/** The database does not answer. A refused password or a missing permission is an answer, and fails the gate. */
const noAnswer: readonly string[] = [
  'database/unreachable',
  'database/no-such-host',
  'database/connection-lost',
  'database/starting',
  'database/shutdown',
  'database/too-many-connections',
]

async function ask(step: Gate, adapters: Adapters): Promise<Answer> {
  try {
    await using session: Session = await adapters.database()
    return await gateStateOf(session, step)
  } catch (error) {
    if (error instanceof Failure && noAnswer.includes(error.code)) return { state: 'unreachable', failure: error }
    throw error
  }
}

function letThrough({ pipeline, release }: Gate, { message }: Failure): Outcome {
  return {
    result: 'ok',
    proved: `nothing: the database is unreachable, and onUnreachable: open lets the pod start`,
    warnings: [`it is unknown whether the database has the migrations of ${pipeline} ${release}: ${message}`],
  }
}

function packetOf(step: Gate, answer: Exclude<Answer, { readonly state: 'ready' }>): Packet {
  const { pipeline, release, digest } = step
  const version = `${pipeline} ${release}`
  const state = 'this pod was not started. Pods that already run are not affected'
  switch (answer.state) {
    case 'unreachable':
      return {
        code: 'gate/unreachable',
        message: `can't check whether the database has the migrations of ${version}: ${answer.failure.message}`,
        state,
        next: answer.failure.next,
      }
    case 'contracted':
      return {
        code: 'gate/contracted',
        message: `${answer.files.join(', ')} of ${answer.release} removed parts of the schema that ${version} may still use`,
        state,
        next: `git revert   # return to ${answer.release} or later, because ${release} can't run on this schema`,
      }
    case 'not-migrated':
      return {
        code: 'gate/not-migrated',
        message: `the database lacks the migrations of ${version} (${digest.slice(0, 12)})`,
        details: [answer.newest],
        state,
        next: `argocd app sync ${pipeline}   # a full sync runs migrate, self-heal and a selective sync skip it`,
      }
  }
}
