import { Failure } from '../diagnostic/failure.ts'
import type { Session } from './session.ts'

const rounds = 4

/**
 * A pooler in transaction mode gives each transaction another backend: a session lock would stay on one of them, and a SET
 * would reach other clients. A session is real if the backend stays the same and a SET survives. PgBouncer returns an idle
 * connection to the same client if no other client needs it, so a second session takes turns with this one.
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
    // The other session occupies a backend during our query. With one shared backend we wait, with two ours changes.
    await Promise.all([other.query('select pg_sleep(0.005)'), ask(session, mark)])
    // Both may have got the same backend each time. Alone we get the one freed last or first: one is the other session's.
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
    `${address} is a pooler in transaction mode (PgBouncer), which gives every transaction another backend: a migration would lose its lock and its timeouts`,
    {
      code: 'database/pooler',
      exit: 4,
      next: 'point database.host and database.port at the server itself, or at a pool with pool_mode = session',
    },
  )
}
