import { createHash } from 'node:crypto'
import { Failure } from '../diagnostic/failure.ts'
import type { Session } from '../connect/session.ts'
import type { Scope } from '../protocol/ledger.ts'
import type { Adapters } from './step-runner.ts'
import { Stopped } from './stopped.ts'

/** First poll after this many milliseconds, each later one half again as late, at most `slowest`. */
const fastest = 40
const slowest = 1000

/** pg_advisory_lock's key for one pipeline and schema, as the text of a bigint. */
export function lockKey(subject: Scope | 'ledger'): string {
  const name = subject === 'ledger' ? 'wavec/ledger' : `wavec/migrate/${subject.pipeline}/${subject.target}`
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString()
}

/**
 * The session's advisory lock, or `undefined` where `until` became true first. It is asked for again and again instead
 * of waited for: a statement that waits holds a snapshot, and CREATE INDEX CONCURRENTLY of the session that has the
 * lock would wait for that snapshot, which is a deadlock. It ends with the session, however that ends.
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
    if (round === 0) log.info('another migrator is at work; waiting until it is done')
    if (stop.aborted) throw new Stopped(stop.reason)
    await clock.sleep(Math.min(fastest * 1.5 ** round, slowest) * (0.75 + random() / 2), stop)
  }
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
        // A connection that is gone holds no lock.
        if (!(error instanceof Failure)) throw error
      }
    },
  }
}
