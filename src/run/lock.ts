import { createHash } from 'node:crypto'
import { Failure } from '../diagnostic/failure.ts'
import type { Session } from '../connect/session.ts'
import type { Scope } from '../protocol/ledger.ts'
import type { Adapters } from './step-runner.ts'
import { lockHolder } from './lock-holder.ts'
import { Stopped } from './stopped.ts'

/** The first poll comes after this many milliseconds. Each later pause is half as long again, at most `slowest`. */
const fastest = 40
const slowest = 1000

/** The key of the advisory lock for one pipeline and schema, as the text of a bigint. */
export function lockKey(subject: Scope | 'ledger'): string {
  const name = subject === 'ledger' ? 'wavec/ledger' : `wavec/migrate/${subject.pipeline}/${subject.target}`
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString()
}

/**
 * Takes a session-level advisory lock, or returns `undefined` if `until` becomes true first. It polls instead of waiting:
 * a waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY in the session with the lock would wait for that
 * snapshot, which is a deadlock. The lock ends with the session.
 */
export async function lockUnless(
  session: Session,
  adapters: Adapters,
  subject: Scope,
  until: () => Promise<boolean>,
): Promise<AsyncDisposable | undefined> {
  const key = lockKey(subject)
  const { clock, stop, random, log } = adapters
  for (let round = 0; ; round++) {
    if (await tryLock(session, key)) return held(session, key)
    if (await until()) return undefined
    if (round === 0) {
      const holder = await lockHolder(session, key)
      log.info(`another migrator is at work, waiting for it to finish${holder === undefined ? '' : `: ${holder.text}`}`)
    }
    if (stop.aborted) throw await waitedInVain(session, key, stop.reason)
    await clock.sleep(Math.min(fastest * 1.5 ** round, slowest) * (0.75 + random() / 2), stop)
  }
}

async function waitedInVain(session: Session, key: string, reason: unknown): Promise<Failure> {
  const stopped = new Stopped(reason)
  const holder = await lockHolder(session, key)
  if (holder === undefined) return stopped
  const text = `${stopped.message}, while another migrator held the lock: ${holder.text}`
  return new Failure(text, { code: 'migrations/lock-held', exit: 75, next: holder.next })
}

export async function waitForLock(session: Session, adapters: Adapters, subject: 'ledger'): Promise<AsyncDisposable> {
  const { clock, stop } = adapters
  const key = lockKey(subject)
  for (;;) {
    if (await tryLock(session, key)) return held(session, key)
    if (stop.aborted) throw new Stopped(stop.reason)
    await clock.sleep(fastest, stop)
  }
}

async function tryLock(session: Session, key: string): Promise<boolean> {
  const { rows } = await session.query('select pg_try_advisory_lock($1::bigint) as locked', [key])
  return rows[0]?.['locked'] === 't'
}

function held(session: Session, key: string): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      try {
        await session.query('select pg_advisory_unlock($1::bigint)', [key])
      } catch (error) {
        // A lost connection holds no lock.
        if (!(error instanceof Failure)) throw error
      }
    },
  }
}
