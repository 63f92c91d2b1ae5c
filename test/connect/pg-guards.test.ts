// A server that refuses a setting does not refuse the session.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseError } from 'pg'
import { databaseFailure } from '../../src/connect/pg-failure.ts'
import { applyGuarded } from '../../src/connect/pg-guards.ts'

const required = 'set lock_timeout = 2000'

/** Takes each statement unless it names one of these. As a server does, it takes a message whole or not at all. */
function serverWithout(names: readonly string[], sqlstate = '22023') {
  const taken: string[] = []
  return {
    taken,
    send: async (sql: string): Promise<void> => {
      if (names.some((name) => sql.includes(name)))
        throw databaseFailure(Object.assign(new DatabaseError('refused', 0, 'error'), { code: sqlstate }), {
          sent: { sql },
        })
      taken.push(sql)
    },
  }
}

test('every setting is sent in one message', async () => {
  const { taken, send } = serverWithout([])
  const { sql, refused } = await applyGuarded(send, required, 180_000)
  assert.deepEqual([taken, refused], [[sql], []])
  assert.match(sql, /^set lock_timeout = 2000; set tcp_keepalives_idle = 5; /)
})

test('an older server is sent only the settings that it has', async () => {
  const { sql } = await applyGuarded(serverWithout([]).send, required, 130_000)
  assert.match(sql, /tcp_user_timeout/)
  assert.doesNotMatch(sql, /client_connection_check_interval|idle_session_timeout|transaction_timeout = 0/)
})

for (const sqlstate of ['22023', '42501', '42704', '55P02'])
  test(`a guard that the server refuses with ${sqlstate} is left out, the others hold, and the refusal is reported`, async () => {
    const { taken, send } = serverWithout(['client_connection_check_interval'], sqlstate)
    const { sql, refused } = await applyGuarded(send, required, 180_000)
    assert.equal(taken.join('; '), sql)
    assert.doesNotMatch(sql, /client_connection_check_interval/)
    assert.match(sql, /tcp_user_timeout = 15000/)
    assert.equal(refused.length, 1)
    assert.match(refused[0] ?? '', new RegExp(`^set client_connection_check_interval = 1000: .*\\(${sqlstate}\\)$`))
  })

test('a session without its required settings is refused', async () => {
  await assert.rejects(applyGuarded(serverWithout(['lock_timeout']).send, required, 180_000), /\(22023\)/)
})

test('a lost connection is not taken for a refused setting', async () => {
  await assert.rejects(applyGuarded(serverWithout(['tcp_user_timeout'], '57P01').send, required, 180_000), /57P01/)
})
