import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databaseKeys } from '../../src/pipeline/database-keys.ts'
import { Database } from '../../src/pipeline/database.ts'

const defaults = { host: 'host', port: 'port', database: 'dbname', user: 'username', password: 'password' }
const cases = [
  [{ secret: 'db' }, defaults],
  [{ secret: { name: 'db' } }, defaults],
  [
    { secret: 'db', host: 'db.shop.svc', port: 5432 },
    { database: 'dbname', user: 'username', password: 'password' },
  ],
  [{ secret: { name: 'db', keys: { url: 'DATABASE_URL' } } }, { url: 'DATABASE_URL' }],
  [
    { secret: { name: 'db', keys: { user: 'u', password: 'p' } }, host: 'h', port: 1, database: 'd' },
    { user: 'u', password: 'p' },
  ],
] as const

for (const [input, expected] of cases) {
  test(JSON.stringify(input), () => assert.deepEqual(databaseKeys(Database.parse(input)), expected))
}
