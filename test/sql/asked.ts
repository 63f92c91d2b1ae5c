// The locks that a statement requests which can't run in a transaction, and so holds none at its end. Other sessions
// hold a lock on every table, and release it once the statement waits for it. They do not lock again, because CREATE INDEX
// CONCURRENTLY waits for every session that waits for the table inside a transaction, which would be a deadlock.
import type { Client } from 'pg'

export interface Asked {
  readonly oid: string
  /** Spelled as in pg_locks. */
  readonly mode: string
}

/** The former detects any lock from SHARE UPDATE EXCLUSIVE on, the latter an ACCESS EXCLUSIVE that comes later. */
export type Held = 'share update exclusive' | 'access share'

type Connect = () => Promise<Client & AsyncDisposable>

interface Holder {
  readonly oid: string
  readonly pid: number
  readonly client: Client
}

/** Runs the work of `client` and returns the locks that it waited for, whether it succeeded or failed. */
export async function askedBy(
  client: Client,
  { held, connect }: { readonly held: Held; readonly connect: Connect },
  work: () => Promise<void>,
): Promise<readonly Asked[]> {
  await using observer = await connect()
  const pid = await backendOf(client)
  const holders = new Set<Holder>()
  try {
    for (const table of await tablesOf(observer)) holders.add(await holderOf(table, held, connect))
    const asked: Asked[] = []
    const ended = new AbortController()
    const working = work().finally(() => ended.abort())
    while (!ended.signal.aborted) {
      const found = await waits(observer, pid)
      asked.push(...found.flatMap(({ oid, mode }) => (oid === null ? [] : [{ oid, mode }])))
      await releaseAll(holders, (holder) => found.some(({ oid, by }) => oid === holder.oid || by.includes(holder.pid)))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await working
    return asked
  } finally {
    await releaseAll(holders, () => true)
  }
}

interface Table {
  readonly oid: string
  readonly name: string
}

async function tablesOf(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select c.oid::text, c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname in ('public', 'archive') and relkind in ('r', 'p') order by relname`,
  )
  return rows
}

interface Wait {
  readonly oid: string | null
  readonly mode: string
  /** The sessions that it waits for if it waits for a transaction, not a table. */
  readonly by: readonly number[]
}

async function waits(observer: Client, pid: number): Promise<readonly Wait[]> {
  const { rows } = await observer.query<Wait>(
    `select l.relation::text as oid, l.mode, array(select o.pid from pg_locks o where o.granted and
       (o.virtualxid = l.virtualxid or o.transactionid = l.transactionid)) as by
     from pg_locks l where l.pid = $1 and not l.granted`,
    [pid],
  )
  return rows
}

async function holderOf({ oid, name }: Table, held: Held, connect: Connect): Promise<Holder> {
  const client = await connect()
  const pid = await backendOf(client)
  await client.query(`begin; lock table only ${name} in ${held} mode`)
  return { oid, pid, client }
}

async function releaseAll(holders: Set<Holder>, isAwaited: (holder: Holder) => boolean): Promise<void> {
  for (const holder of [...holders].filter(isAwaited)) {
    holders.delete(holder)
    await holder.client.end()
  }
}

async function backendOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}
