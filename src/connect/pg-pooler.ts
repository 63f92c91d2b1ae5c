import { Failure } from '../diagnostic/failure.ts'
import type { Session } from './session.ts'

const rounds = 4

/**
 * A pooler in transaction mode gives each transaction another backend: a session lock would be left behind on one of
 * them and a SET would reach somebody else. A session is real if the backend stays the same and what was SET survives.
 * PgBouncer gives an idle connection back to the same client when nobody else wants it, so another client, which must
 * be told from this one, takes turns.
 */
export async function refusePooler(session: Session): Promise<Session> {
  if (session.route === 'direct') return session
  try {
    await probe(session)
    return session
  } catch (error) {
    await session[Symbol.asyncDispose]()
    throw error
  }
}

async function probe(session: Session): Promise<void> {
  const mark = `wavec-${session.pid}`
  await session.query(`set wavec.probe = '${mark}'`)
  await using other = await session.another()
  for (let round = 0; round < rounds; round++) {
    // The other one holds a backend for as long as we ask: with one shared backend we would wait, with two they differ.
    await Promise.all([other.query('select pg_sleep(0.005)'), ask(session, mark)])
    // Both may have got the same ones each time. Alone, we get the one that was free last, or longest: one is the other's.
    await ask(session, mark)
    await ask(session, mark)
  }
  const { rows } = await other.query(question)
  if (Number(rows[0]?.['pid']) === session.pid || rows[0]?.['probe'] === mark) throw notASession(session)
}

async function ask(session: Session, mark: string): Promise<void> {
  const [row] = (await session.query(question)).rows
  if (Number(row?.['pid']) !== session.pid || row?.['probe'] !== mark) throw notASession(session)
}

const question = `select pg_backend_pid() as pid, current_setting('wavec.probe', true) as probe`

function notASession({ address }: Session): Failure {
  return new Failure(
    `${address} is no session of its own: a pooler in transaction mode (PgBouncer) gives every transaction another backend, so neither the lock nor the timeouts of a migration would hold`,
    {
      code: 'database/pooler',
      exit: 4,
      next: 'lead database.host and port to the server itself, or to a pool with pool_mode = session',
    },
  )
}
