// A node or its network is lost: no packet passes any more, and neither side gets an error.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { network } from '../support/network.ts'
import { clientOf, majors, onServer, startServer, type Major, type Server } from '../support/postgres.ts'
import { migrateStep, migrations, start } from '../support/runner.ts'
import { sleep, until, value } from './scenes.ts'

/** The names of the tables, so that each file locks its own. */
const files = {
  // The server is still at work when the network is lost.
  long: 'alter table long add column x int; select pg_sleep(3600);',
  // The server has ended the statement, and waits for the next one with the transaction open.
  short: 'alter table short add column x int; select pg_sleep(4); select pg_sleep(3600);',
  // The runner lives, and waits for an answer.
  alone: 'alter table alone add column x int; select pg_sleep(3600);',
}

for (const major of majors)
  test(`server and runner notice in under 30 s that the other is gone, on PostgreSQL ${major}`, async (t) => {
    using net = network()
    if ('missing' in net) return t.skip(net.missing)
    const server = await serverFor(major, net.range)
    const running = await Promise.all(
      Object.entries(files).map(async ([name, sql]) => {
        await onServer(server, `create database ${name}`)
        await using client = await clientOf(server, name)
        await client.query(`create table ${name} (id int)`)
        const set = migrations({ 'V1__x.sql': sql })
        const variables = {
          PGHOST: net.outside,
          PGPORT: String(server.port),
          PGDATABASE: name,
          PGUSER: 'postgres',
          PGSSLMODE: 'disable',
        }
        return { name, set, ...(await start(migrateStep(set), { variables }, { inside: net.inside })) }
      }),
    )
    await using client = await clientOf(server, 'postgres')
    const count = async (where: string): Promise<number> =>
      Number(
        await value(client, `select count(*) from pg_stat_activity where query like 'select pg_sleep%' and ${where}`),
      )
    await until('all three are at work', async () => (await count(`state = 'active'`)) === 3)
    // What is not acknowledged yet is sent again for minutes, and keepalives rest meanwhile: only the deadline ends that.
    await sleep(500)
    net.pull()
    const pulled = performance.now()
    for (const { name, child } of running) if (name !== 'alone') child.kill('SIGKILL')
    await until('one waits within its transaction', async () => (await count(`state = 'idle in transaction'`)) === 1)
    await until('the server is rid of all three', async () => (await count('true')) === 0)
    assert.ok(performance.now() - pulled < 30_000, `after ${performance.now() - pulled} ms`)
    for (const { name } of running) {
      await using freed = await clientOf(server, name)
      await freed.query(`begin; lock table ${name} in access exclusive mode nowait; rollback`)
    }
    const alone = await running.find(({ name }) => name === 'alone')?.ended
    assert.ok(performance.now() - pulled < 30_000, `after ${performance.now() - pulled} ms`)
    assert.deepEqual([alone?.exit, alone?.verdict?.exit], [75, 75], JSON.stringify(alone?.lines))
    for (const { set } of running) set[Symbol.dispose]()
  })

/** It takes connections from the other network without a password. */
async function serverFor(major: Major, range: string): Promise<Server> {
  const server = await startServer(major, { settings: [`listen_addresses = '*'`] })
  appendFileSync(join(server.folder, 'data', 'pg_hba.conf'), `host all all ${range} trust\n`)
  await onServer(server, 'select pg_reload_conf()')
  return server
}
