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
 * Before a pod of the workload starts: has the database what this release needs? It only reads. A pod that is held waits
 * here, so that it starts soon after the migration, and not after the kubelet's back-off.
 */
export async function gate(step: Gate, adapters: Adapters): Promise<Outcome> {
  const { clock, log, stop, mode } = adapters
  let told = ''
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const answer = await ask(step, adapters)
    if (answer.state === 'ready')
      return { result: 'ok', proved: `the database has what ${step.pipeline} ${step.release} needs` }
    if (answer.state === 'unreachable' && step.onUnreachable === 'open') return letThrough(step, answer.failure)
    const packet = packetOf(step, answer)
    if (answer.state === 'contracted' || mode === 'dry-run') return { result: 'failed', packet }
    if (told !== packet.message) log.warn(`${packet.message}; this pod waits`)
    told = packet.message
    if (clock.now() + pause >= clock.deadline) return { result: 'retry', packet }
    await clock.sleep(pause, stop)
    if (stop.aborted) throw new Stopped(stop.reason)
  }
}

type Answer = GateState | { readonly state: 'unreachable'; readonly failure: Failure }

/** Nobody answers there. A password that is refused, or a right that is missing, is an answer, and is thrown. */
const nobodyThere: readonly string[] = [
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
    if (error instanceof Failure && nobodyThere.includes(error.code)) return { state: 'unreachable', failure: error }
    throw error
  }
}

function letThrough({ pipeline, release }: Gate, { message }: Failure): Outcome {
  return {
    result: 'ok',
    proved: `nothing: the database was not asked, and onUnreachable: open lets the pod start`,
    warnings: [`nobody knows whether the database has what ${pipeline} ${release} needs: ${message}`],
  }
}

function packetOf(step: Gate, answer: Exclude<Answer, { readonly state: 'ready' }>): Packet {
  const { pipeline, release, digest } = step
  const version = `${pipeline} ${release}`
  const state = 'this pod was not started; those that run already go on'
  switch (answer.state) {
    case 'unreachable':
      return {
        code: 'gate/unreachable',
        message: `the database can't be asked whether it has what ${version} needs: ${answer.failure.message}`,
        state,
        next: answer.failure.next,
      }
    case 'contracted':
      return {
        code: 'gate/contracted',
        message: `${answer.files.join(', ')} of ${answer.release} took away what ${version} may still use`,
        state,
        next: `git revert   # back to ${answer.release} or later; ${release} can't run on this schema any more`,
      }
    case 'not-migrated':
      return {
        code: 'gate/not-migrated',
        message: `the database lacks the migrations of ${version} (${digest.slice(0, 12)})`,
        details: [answer.newest],
        state,
        next: `argocd app sync ${pipeline}   # a full sync runs migrate; self-heal and a selective sync skip it`,
      }
  }
}
