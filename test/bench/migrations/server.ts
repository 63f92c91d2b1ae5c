import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { spawnSync } from 'node:child_process'
import type { Connection } from '../../../src/rehearse/connection.ts'
import { ephemeralServer } from '../../../src/rehearse/index.ts'

/** A PostgreSQL that syncs to disk as in production, the same one for every contender. */
export interface BenchServer extends AsyncDisposable {
  readonly description: string
  /** The URL of a contender's own database. */
  variables(database: string): Readonly<Record<string, string>>
  url(database: string): string
  /** Drops and recreates it. */
  renew(database: string): void
}

const role = 'wavec_bench'

export async function benchServer(folder: string): Promise<BenchServer> {
  mkdirSync(folder)
  const near = [fileURLToPath(new URL('.', import.meta.url))]
  const stop = new AbortController().signal
  const wanted = { role, database: 'postgres', schema: undefined, stop, again: 'npm run bench' }
  const server = await ephemeralServer(wanted, { folder, near, bin: undefined, disk: 'synced' })
  const session = await server.observe()
  await session.query(`alter role ${role} createdb`)
  await session[Symbol.asyncDispose]()
  const { connection } = server
  return {
    description: server.description,
    variables: (database) => variablesOf(connection, database),
    url: (database) =>
      `postgresql://${role}:${connection.password}@/${database}?host=${encodeURIComponent(connection.host)}`,
    renew: (database) => renew(variablesOf(connection, 'postgres'), database),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function variablesOf({ host, port, password }: Connection, database: string): Readonly<Record<string, string>> {
  return { PGHOST: host, PGPORT: String(port), PGUSER: role, PGPASSWORD: password, PGDATABASE: database }
}

/** Runs in its own process, because the process that times the rounds must only wait. */
function renew(variables: Readonly<Record<string, string>>, database: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['-e', renewProgram, database], {
    env: { ...process.env, ...variables },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`${database} was not made: ${stderr}`)
}

const renewProgram = `
const { Client } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))})
const client = new Client()
const name = process.argv[1]
client.connect()
  .then(() => client.query('drop database if exists ' + name + ' with (force)'))
  .then(() => client.query('create database ' + name))
  .then(() => client.query('checkpoint').catch(() => undefined))
  .then(() => client.end())
`
