// The linter accepts, for each tool, the SQL that the rules about large writes advise.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsIn, fixture, type Options } from './fixtures.ts'

const ranges = `update orders set note = '' where note is null and id between 1 and 100000;
update orders set note = '' where note is null and id between 100001 and 200000;
`
const loop = fixture('do-loop-no-commit', 'good.sql')

const followed: readonly { readonly title: string; readonly text: string; readonly options: Options }[] = [
  { title: 'ranges and VACUUM, by wavec', text: `${ranges}vacuum orders;\n`, options: { tool: 'sql' } },
  { title: 'ranges outside a transaction, by Flyway', text: ranges, options: { tool: 'flyway', inTransaction: false } },
  { title: 'ranges outside a transaction, by a command', text: ranges, options: { inTransaction: false } },
  { title: 'a loop with COMMIT, by Flyway', text: loop, options: { tool: 'flyway', inTransaction: false } },
  { title: 'a loop with COMMIT, by a command', text: loop, options: {} },
]

for (const { title, text, options } of followed)
  test(`the advice of sql/unbatched-dml and sql/do-loop-no-commit: ${title}`, () => {
    assert.deepEqual(codesOf(text, options), [])
  })

test('the advice of sql/ddl-then-backfill-same-txn: a separate migration that updates ranges of rows', () => {
  const prelude = 'alter table orders add column gift text;\n'
  const text = "update orders set gift = 'no' where id between 1 and 100000;\nvacuum orders;\n"
  assert.deepEqual(codesOf(text, { tool: 'sql', prelude }), [])
})

test('COMMIT in a DO block is reported for wavec, which runs the block in a transaction', () => {
  assert.deepEqual(codesOf(loop, { tool: 'sql' }), ['sql/do-loop-no-commit'])
})

function codesOf(text: string, options: Options): readonly string[] {
  return findingsIn(text, options).map(({ code }) => code)
}
