// Rollback verdicts are true on a server: if a rollback is safe, the old queries of the rules work; if it needs SQL,
// they work after this SQL.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { anyApplier } from '../../src/sql/applier.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { rollbackOf } from '../../src/sql/rollback/index.ts'
import type { Rollback } from '../../src/sql/rollback/verdict.ts'
import { ruleIds, type RuleId } from '../../src/sql/rules/index.ts'
import { repository } from '../support/golden.ts'
import { clientOf, database, majors, server } from '../support/postgres.ts'
import { before, fixture, optionsOf } from './fixtures.ts'
import { measure } from './measure.ts'
import { templateOf } from './servers.ts'

const parser = await loadParser()

function rollbackFor(sql: string, major: number, prelude = ''): Rollback {
  const files = [
    { path: 'before.sql', text: `${before}${prelude}` },
    { path: 'new.sql', text: sql },
  ]
  const { files: judged, isNew } = lint(parser, { files, tool: anyApplier, limits: 'set', server: major })
  const [, file] = judged
  assert.ok(file !== undefined)
  return rollbackOf(file, isNew(1), major)
}

const verdicts: readonly (readonly [sql: string, verdict: Rollback['verdict'], ...sql: readonly string[]])[] = [
  ['alter table orders add column gift text;', 'safe'],
  ['create index concurrently on orders (note);', 'safe'],
  ['create table gifts (id bigint); drop table gifts;', 'safe'],
  ['alter table users alter column name type text;', 'safe'],
  ['alter table orders add column gift text; update orders set gift = note;', 'safe'],
  ['alter table orders drop constraint orders_total_positive;', 'safe'],
  [
    'alter table orders add column source text not null;',
    'reversible',
    'ALTER TABLE orders ALTER COLUMN source DROP NOT NULL;',
  ],
  [
    'alter table users rename column name to full_name; alter table users rename to people;',
    'reversible',
    'ALTER TABLE people RENAME TO users;',
    'ALTER TABLE users RENAME COLUMN full_name TO name;',
  ],
  [
    "alter table orders alter column status set default 'paid';",
    'reversible',
    "ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'placed';",
  ],
  [
    'alter table users drop constraint users_email_key;',
    'reversible',
    'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);',
  ],
  ['alter table orders alter column starts_at type bigint;', 'data-dependent'],
  ["alter type order_status add value 'x';", 'data-dependent'],
  ['alter table orders drop column note;', 'irreversible'],
  ['truncate shipments;', 'irreversible'],
  ["update orders set note = '';", 'irreversible'],
  ["do $$ begin execute format('drop table %I', 'x'); end $$;", 'irreversible'],
  ["do $$ begin execute format('drop table %s', 'x'); end $$;", 'not analysed'],
  ['select somebody();', 'not analysed'],
  ['alter tabel x;', 'not analysed'],
]

for (const [sql, verdict, ...way] of verdicts) {
  test(sql, () => {
    const rollback = rollbackFor(sql, 16)
    assert.equal(rollback.verdict, verdict)
    assert.deepEqual('sql' in rollback ? rollback.sql : [], way)
  })
}

const withOld = ruleIds.filter((id) => existsSync(`${repository}test/sql/rules/${id}/old.sql`))

for (const major of majors) {
  test(`rollback verdicts of the rules are true on PostgreSQL ${major}`, async (t) => {
    const template = await templateOf(major)
    for (const id of withOld) await t.test(`sql/${id}`, () => prove(id))

    async function prove(id: RuleId): Promise<void> {
      const sql = fixture(id, 'bad.sql')
      const { prelude } = optionsOf(id)
      const rollback = rollbackFor(sql, major, prelude)
      const way = 'sql' in rollback ? rollback.sql.join('\n') : ''
      await using copy = prelude === undefined ? undefined : await database(major, template)
      await using client = copy === undefined ? await clientOf(await server(major), template) : await copy.client()
      if (prelude !== undefined) await client.query(prelude)
      const { sqlstate, old } = await measure(client, `${sql}\n${way}`, fixture(id, 'old.sql'))
      if (rollback.verdict !== 'safe' && rollback.verdict !== 'reversible') return
      // A failed migration leaves nothing to roll back.
      if (sqlstate !== undefined) return
      // Both errors end with the session, and the pods of a rollback open new sessions.
      const passes = old === '0A000' || old === '42804'
      assert.ok(old === undefined || passes, `${rollback.verdict}, but the old query fails with ${old}`)
    }
  })
}
