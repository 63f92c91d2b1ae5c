import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuseMissing } from '../../src/connect/pg-secret-missing.ts'
import { Failure } from '../../src/diagnostic/failure.ts'

const url = [{ variable: 'DATABASE_URL', name: 'catalog-db-migrator', key: 'url' }]
const parts = [
  { variable: 'PGUSER', name: 'orders-db', key: 'username' },
  { variable: 'PGPASSWORD', name: 'orders-db', key: 'password' },
  { variable: 'PGSSLROOTCERT', name: 'orders-ca', key: 'ca.crt' },
]
const certificate = { PGSSLROOTCERT: import.meta.filename ?? '/etc/hostname' }

const refusals: readonly (readonly [Parameters<typeof refuseMissing>[0], Record<string, string>, string, string])[] = [
  [url, {}, 'Secret catalog-db-migrator has no key url, or does not exist', 'catalog-db-migrator needs the key url'],
  [
    url,
    { DATABASE_URL: '' },
    'Secret catalog-db-migrator has an empty key url',
    'catalog-db-migrator needs the key url',
  ],
  [
    parts,
    { PGPASSWORD: '', ...certificate },
    'Secret orders-db has no key username',
    'orders-db needs the key username',
  ],
  [
    parts,
    certificate,
    'Secret orders-db has no keys username, password, or does not exist',
    'orders-db needs the keys username, password',
  ],
  [
    parts,
    { PGUSER: 'u', PGPASSWORD: 'p', PGSSLROOTCERT: '/nowhere/ca.crt' },
    'Secret orders-ca has no key ca.crt, or does not exist',
    'orders-ca needs the key ca.crt',
  ],
]

for (const [secrets, variables, message, needed] of refusals) {
  test(`a missing part of the connection is named, and permanent: ${message}`, () => {
    assert.throws(
      () => refuseMissing(secrets, variables, 'shop'),
      (error: unknown) => {
        assert.ok(error instanceof Failure)
        assert.deepEqual([error.message, error.code, error.exit], [message, 'database/secret-missing', 4])
        assert.equal(error.next, `kubectl -n shop get secrets   # ${needed}`)
        return true
      },
    )
  })
}

test('a connection that is whole is not refused, and an empty password may be one', () => {
  refuseMissing(url, { DATABASE_URL: 'postgresql://u@h/d' }, 'shop')
  refuseMissing(parts, { PGUSER: 'u', PGPASSWORD: '', ...certificate }, 'shop')
})
