import { randomBytes } from 'node:crypto'
import { Failure } from '../diagnostic/failure.ts'
import { connectionOptions } from '../connect/pg-options.ts'
import { identifier, literal } from '../connect/pg-quote.ts'
import { openSession } from '../connect/pg-session.ts'
import type { Session } from '../connect/session.ts'
import { prepare, settings, versionText, type DatabaseServer, type Wanted } from './server.ts'

/** Creates a temporary database on a given server. The user in the URL needs CREATEDB. */
export async function givenServer(wanted: Wanted, url: string): Promise<DatabaseServer> {
  try {
    return await databaseAt(wanted, url)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // The failure's own `next` is for a Job and mentions Secrets and Services, which play no part here.
    const next = `${wanted.again}   # on its own server, or give --database-url a reachable server and a user with CREATEDB`
    const message = error.code === 'database/settings' ? likeThis : error.message
    throw new Failure(`--database-url: ${message}`, { code: error.code, exit: 2, next, cause: error })
  }
}

const likeThis = 'expected a URL like postgresql://user:password@host:5432/name, with % written as %25'

async function databaseAt(wanted: Wanted, url: string): Promise<DatabaseServer> {
  const options = connectionOptions({ DATABASE_URL: url })
  const name = `wavec_rehearse_${randomBytes(4).toString('hex')}`
  const password = randomBytes(16).toString('hex')
  const session = await openSession(options, settings)
  await session.query(`create database ${identifier(name)}`).catch(async (error: unknown) => {
    await session[Symbol.asyncDispose]()
    throw error
  })
  const role = await makeRole(session, wanted.role, password)
  const own = { ...options, database: name }
  const drop = async (): Promise<void> => {
    await session.query(`drop database if exists ${identifier(name)} with (force)`)
    if (role === 'made') await session.query(`drop role if exists ${identifier(wanted.role)}`)
    await session[Symbol.asyncDispose]()
  }
  try {
    if (role === 'made') await prepare(own, wanted)
    const account =
      role === 'made' ? { user: wanted.role, password } : { user: options.user, password: options.password ?? '' }
    return {
      connection: { host: options.host, port: options.port, database: name, ...account },
      description: `PostgreSQL ${versionText(session.serverVersion)} at ${options.host}, database ${name}, created for this rehearsal`,
      version: session.serverVersion,
      observe: () => openSession(own, settings),
      [Symbol.asyncDispose]: drop,
    }
  } catch (error) {
    await drop()
    throw error
  }
}

async function makeRole(session: Session, role: string, password: string): Promise<'made' | 'not made'> {
  const { rows } = await session.query(
    `select exists (select from pg_roles where rolname = $1) as there,
  (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may`,
    [role],
  )
  if (rows[0]?.['there'] === 't' || rows[0]?.['may'] !== 't') return 'not made'
  await session.query(`create role ${identifier(role)} login password ${literal(password)}`)
  return 'made'
}
