#!/usr/bin/env node
// The program of the invented tool: applies what its history does not hold, each file in a transaction.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const folder = process.env.INVENTED_FILES
if (process.argv[2] !== 'apply' || folder === undefined) process.exit(3)
const client = new pg.Client()
await client.connect()
await client.query('create table if not exists invented_history (version text primary key, ok boolean not null)')
for (const file of readdirSync(folder).sort()) {
  const version = /^(\d{4})_\w+\.up\.sql$/.exec(file)?.[1]
  if (version === undefined) continue
  const { rowCount } = await client.query('select from invented_history where version = $1', [version])
  if (rowCount === 1) continue
  const [up] = readFileSync(join(folder, file), 'utf8').split(/^-- down$/m)
  await client.query(`begin; ${up}; insert into invented_history values ('${version}', true); commit`)
}
await client.end()
