import type { Failure } from '../diagnostic/failure.ts'
import { DatabaseFailure } from './pg-failure.ts'
import type { ConnectionOptions } from './pg-options.ts'
import { openSession, type SessionSettings } from './pg-session.ts'
import { refusePooler } from './pg-pooler.ts'
import type { Session } from './session.ts'

/** What a wait needs of the runner's clock and log. */
export interface Patience {
  now(): number
  sleep(ms: number, stop?: AbortSignal): Promise<void>
  /** Milliseconds since the epoch. */
  readonly deadline: number
  readonly random: () => number
  readonly stop: AbortSignal
  readonly say: (message: string) => void
}

/** A Service that was just created may not resolve yet. After this many milliseconds the name is most likely wrong. */
const nameMayAppearFor = 10_000

/**
 * Opens a session, with backoff while the server is unreachable, starting or full, until the deadline. A failure that no
 * wait can cure (a wrong password, a bad certificate, a missing database) is thrown at once.
 */
export async function connect(
  options: ConnectionOptions,
  settings: SessionSettings | 'untouched',
  patience: Patience,
): Promise<Session> {
  const started = patience.now()
  for (let attempt = 0; ; attempt++) {
    try {
      const session = await openSession(options, settings)
      for (const refusal of session.refused)
        patience.say(`${refusal}: if the node is lost, the server may keep this session and its locks for longer`)
      if (attempt > 0) patience.say(`connected after ${patience.now() - started} ms`)
      return settings === 'untouched' ? session : await refusePooler(session)
    } catch (error) {
      if (!(error instanceof DatabaseFailure) || !mayHelp(error, patience.now() - started)) throw error
      const wait = Math.min(500 * 2 ** attempt, 10_000) * (0.5 + patience.random())
      if (patience.stop.aborted || patience.now() + wait > patience.deadline) throw error
      patience.say(`${error.message}: retrying in ${Math.round(wait)} ms`)
      await patience.sleep(wait, patience.stop)
      if (patience.stop.aborted) throw error
    }
  }
}

const worthWaiting = [
  'database/unreachable',
  'database/connection-lost',
  'database/starting',
  'database/shutdown',
  'database/too-many-connections',
]

function mayHelp({ code }: Failure, waited: number): boolean {
  return worthWaiting.includes(code) || (code === 'database/no-such-host' && waited < nameMayAppearFor)
}
