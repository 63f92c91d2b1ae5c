// Every rule's bad.sql runs on real servers: the server shows the predicted locks, rewrites and scans, the old query
// fails, and good.sql avoids the hazard.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import type { Rule } from '../../src/sql/rule.ts'
import { ruleIds, rules, type RuleId } from '../../src/sql/rules/index.ts'
import { repository } from '../support/golden.ts'
import { clientOf, database, majors, missingMajors, server, type Major } from '../support/postgres.ts'
import type { Held } from './asked.ts'
import { compare } from './compare.ts'
import { fixture, optionsOf } from './fixtures.ts'
import { measure, measureOutside, type Measured } from './measure.ts'
import { claimsOf, templateOf } from './servers.ts'

/** The SQLSTATE of each bad.sql that PostgreSQL refuses, which alone proves the hazard. */
const refused: Readonly<Partial<Record<RuleId, string>>> = {
  'add-required-column': '23502',
  'alter-system': '25001',
  'alter-type-dependent-view': '0A000',
  'concurrently-in-txn': '25001',
  'dml-then-ddl-same-txn': '55006',
  'enum-value-used-same-txn': '55P04',
  'partitioned-no-concurrent': '0A000',
  'refresh-without-key': '55000',
  'replace-refused': '42P16',
}

for (const major of missingMajors) void test.skip(`PostgreSQL ${major} is not installed`)

for (const major of majors) {
  test(`the hazard of each rule is real on PostgreSQL ${major}`, async (t) => {
    const template = await templateOf(major)
    for (const id of ruleIds) {
      const rule: Rule = rules[id]
      if ((rule.since ?? 0) <= major) await t.test(`sql/${id}`, () => prove(id, rule, major, template))
    }
  })
}

async function prove(id: RuleId, rule: Rule, major: Major, template: string): Promise<void> {
  const bad = await run(id, 'bad.sql', major, template)
  assert.equal(bad.sqlstate, refused[id])
  if (rule.proof === 'old query' && bad.sqlstate === undefined)
    assert.notEqual(bad.old, undefined, 'the old query works')
  if (rule.proof === 'rows') assert.notEqual(bad.wrong, 0, 'no row is wrong')
  const good = await run(id, 'good.sql', major, template)
  assert.equal(good.sqlstate, undefined)
  assert.equal(good.wrong, 0)
  // A contract is safe because no old code is left, not because old code keeps working.
  if (rule.proof === 'old query' && !fixture(id, 'good.sql').includes('wavec:contract'))
    assert.equal(good.old, undefined, 'the old query fails')
}

/** SQL that can't run in a transaction changes a copy; everything else is rolled back. */
async function run(id: RuleId, name: 'bad.sql' | 'good.sql', major: Major, template: string): Promise<Measured> {
  const sql = fixture(id, name)
  const options = optionsOf(id)
  const claimed = claimsOf(sql, major, options)
  const outside = async (held: Held): Promise<Measured> => {
    await using copy = await database(major, template)
    return await measureOutside(() => copy.client(), sql, held)
  }
  const isOutside =
    options.inTransaction === false || /^(begin|vacuum)|(?<!materialized view )\bconcurrently\b/im.test(sql)
  if (isOutside) {
    const [first, exclusive] = [await outside('share update exclusive'), await outside('access share')]
    if (first.sqlstate !== undefined) return first
    assert.deepEqual(first.rewritten, claimed.rewritten)
    if (claimed.known === 'whole') assert.deepEqual({ ...first.locks, ...exclusive.locks }, claimed.locks)
    return first
  }
  // A template with open connections can't be copied, so the copy comes first.
  if (options.prelude !== undefined) return measurePrelude(id, options.prelude, sql, { major, template })
  await using client = await clientOf(await server(major), template)
  const measured = await measure(client, sql, queryOf(id, 'old.sql'), queryOf(id, 'wrong.sql'))
  if (measured.sqlstate !== undefined || claimed.known === 'part') return measured
  // TRUNCATE gives the table a new, empty file, which is not a rewrite.
  if (id === 'truncate-or-delete-all') assert.deepEqual(measured.locks, claimed.locks)
  else compare(measured, claimed)
  return measured
}

function queryOf(id: RuleId, name: 'old.sql' | 'wrong.sql'): string | undefined {
  return existsSync(`${repository}test/sql/rules/${id}/${name}`) ? fixture(id, name) : undefined
}

interface On {
  readonly major: Major
  readonly template: string
}

async function measurePrelude(id: RuleId, prelude: string, sql: string, { major, template }: On): Promise<Measured> {
  await using copy = await database(major, template)
  await using session = await copy.client()
  await session.query(prelude)
  return await measure(session, sql, queryOf(id, 'old.sql'), queryOf(id, 'wrong.sql'))
}
