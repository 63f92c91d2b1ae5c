import { cpSync, readFileSync, rmSync, writeFileSync, chownSync, readdirSync, statSync, appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import {
  clientOf,
  freePort,
  spawnTied,
  startServer,
  type Database,
  type Major,
  type Server,
} from '../../support/postgres.ts'
import { sleep, value } from '../../integration/scenes.ts'

/** A commit that was answered survives a crash: without this the server may lose it, and that would look like a fault of the runner. */
const durable = ['synchronous_commit = on', 'max_wal_senders = 8']

export function chaosServer(major: Major): Promise<Server> {
  return startServer(major, { settings: durable })
}

let databases = 0

/** On a server of one's own choice, unlike the `database` of the tests. */
export async function databaseOn(server: Server, where = ''): Promise<Database> {
  const name = `chaos_${process.pid}_${++databases}`
  await asAdmin(server, 'postgres', (client) => client.query(`create database ${name} ${where}`))
  return {
    name,
    server,
    variables: { PGHOST: server.host, PGPORT: String(server.port), PGDATABASE: name, PGUSER: 'postgres' },
    client: () => clientOf(server, name),
    [Symbol.asyncDispose]: async () => {
      await asAdmin(server, 'postgres', (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

export function socketOf({ host, port }: Server): string {
  return join(host, `.s.PGSQL.${port}`)
}

/** Tries again while the server recovers from a crash. */
export async function asAdmin<T>(server: Server, name: string, work: (client: Client) => Promise<T>): Promise<T> {
  for (const end = Date.now() + 60_000; ; await sleep(50)) {
    try {
      const client = await clientOf(server, name)
      try {
        return await work(client)
      } finally {
        await client.end().catch(() => undefined)
      }
    } catch (error) {
      if (!isPassing(error) || Date.now() > end) throw error
    }
  }
}

/** Starting up, shutting down, or the connection broke. */
function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string }
  return /^(57P0[1-3]|08|ECONN|ENOENT|EPIPE)/.test(code) || message.includes('terminated unexpectedly')
}

/** Kills one backend as the kernel's OOM killer would: the server drops all sessions and recovers from its WAL. */
export async function crash(server: Server, database: string): Promise<void> {
  await asAdmin(server, database, async (client) => {
    const pid = Number(await value(client, 'select pg_backend_pid()'))
    process.kill(pid, 'SIGKILL')
    await client.query('select 1').catch(() => undefined)
  })
  await asAdmin(server, database, (client) => client.query('select 1'))
}

export interface Pair {
  readonly primary: Server
  readonly standby: Server
  /** The primary dies, and the standby takes over. */
  failOver(): Promise<void>
  end(): void
}

/** A primary whose commits wait for its standby, so that a failover loses no commit that was answered. */
export async function startPair(major: Major): Promise<Pair> {
  const primary = await startServer(major, { settings: durable })
  const standby = { ...primary, port: await freePort(), folder: `${primary.folder}-standby`, host: primary.host }
  const data = join(standby.folder, 'data')
  await asAdmin(primary, 'postgres', async (client) => {
    await client.query(`select pg_backup_start('pair', true)`)
    cpSync(join(primary.folder, 'data'), data, { recursive: true, verbatimSymlinks: true })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    writeFileSync(join(data, 'backup_label'), rows[0]?.labelfile ?? '')
  })
  rmSync(join(data, 'postmaster.pid'), { force: true })
  writeFileSync(join(data, 'standby.signal'), '')
  const from = `host=${primary.host} port=${primary.port} user=postgres application_name=pair`
  appendFileSync(join(data, 'test.conf'), `\nport = ${standby.port}\nprimary_conninfo = '${from}'\n`)
  const account = ownedAs(standby.folder, statSync(primary.folder))
  const child = spawnTied([`${primary.bin}/postgres`, '-D', data], standby.folder, account)
  await asAdmin(standby, 'postgres', (client) => client.query('select 1'))
  await asAdmin(primary, 'postgres', async (client) => {
    await client.query(`alter system set synchronous_standby_names = 'pair'`)
    await client.query('select pg_reload_conf()')
    while ((await value(client, `select count(*)::int from pg_stat_replication where sync_state = 'sync'`)) !== 1)
      await sleep(20)
  })
  return {
    primary,
    standby,
    failOver: async () => {
      process.kill(postmasterOf(primary), 'SIGQUIT')
      await asAdmin(standby, 'postgres', (client) => client.query('select pg_promote()'))
      await asAdmin(standby, 'postgres', async (client) => {
        await client.query(`alter system set synchronous_standby_names = ''`)
        await client.query('select pg_reload_conf()')
      })
    },
    end: () => {
      for (const one of [primary, standby]) {
        try {
          process.kill(postmasterOf(one), 'SIGQUIT')
        } catch (error) {
          // The primary is gone after a failover.
          if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
        }
      }
      child.stdin?.destroy()
    },
  }
}

function postmasterOf({ folder }: Server): number {
  return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

function ownedAs(folder: string, { uid, gid }: Owner): Owner {
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, name), uid, gid)
  return { uid, gid }
}
