// The list of PostgreSQL's own functions agrees with the servers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steadyFunctions, volatileFunctions } from '../../src/sql/builtin-functions.ts'
import { clientOf, majors, server } from '../support/postgres.ts'

for (const major of majors) {
  test(`the list of built-in functions agrees with PostgreSQL ${major}`, async () => {
    await using client = await clientOf(await server(major), 'postgres')
    const { rows } = await client.query<{ name: string; volatile: boolean }>(
      `select proname as name, bool_or(provolatile = 'v') as volatile from pg_proc
       where pronamespace = 'pg_catalog'::regnamespace group by proname`,
    )
    const known = new Map(rows.map(({ name, volatile }) => [name, volatile]))
    // An older server does not know the functions of a newer major.
    const wrong = [...steadyFunctions].filter((name) => known.get(name) === true)
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      [...volatileFunctions].filter((name) => known.get(name) === false),
      [],
    )
    for (const name of ['now', 'lower', 'coalesce_is_no_function'])
      assert.equal(steadyFunctions.has(name), known.has(name))
    for (const name of ['random', 'clock_timestamp', 'gen_random_uuid', 'nextval', 'timeofday'])
      assert.ok(volatileFunctions.has(name), name)
  })
}
