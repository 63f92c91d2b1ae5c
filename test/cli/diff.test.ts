// What diff shows reviewers of SQL: locks and work, and whether the old version runs on the new schema.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wavec } from './cli.ts'
import { commit, edit, repository, spec } from './repository.ts'

const cases: readonly (readonly [sql: string, words: string, revert: string])[] = [
  [
    'alter table orders add column hint text;',
    'expand: ACCESS EXCLUSIVE on orders, no rewrite, no scan',
    'rollback to v2.3.1 after this release: safe, old code runs on the new schema',
  ],
  [
    'create index concurrently orders_note_idx on orders (note);',
    'expand: CONCURRENTLY on orders, writes go on, waits for old transactions',
    'rollback to v2.3.1 after this release: safe, old code runs on the new schema',
  ],
  [
    'create table hints (id bigint primary key);',
    'expand: no lock on a table in use',
    'rollback to v2.3.1 after this release: safe, old code runs on the new schema',
  ],
  [
    'alter table orders drop column note;',
    'contract: ACCESS EXCLUSIVE on orders, no rewrite, no scan, 1 finding: npx wavec lint',
    'rollback to v2.3.1 after this release: irreversible, look at V3__change.sql: the values of orders.note are gone',
  ],
  [
    'alter table orders rename column note to remark;',
    'contract: ACCESS EXCLUSIVE on orders, no rewrite, no scan, ',
    'rollback to v2.3.1 after this release: with SQL, for V3__change.sql: ALTER TABLE orders RENAME COLUMN remark TO note;',
  ],
  [
    'alter table orders drop constraint orders_total_check;',
    'contract: ',
    'rollback to v2.3.1 after this release: data-dependent, look at V3__change.sql: ',
  ],
  [
    "update orders set note = 'none' where id = 1;",
    'migrate: ',
    'rollback to v2.3.1 after this release: irreversible, look at V3__change.sql: the values of orders.note before are gone',
  ],
  [
    'select somebodys_function();',
    '1 of 1 statements not analysed',
    'rollback to v2.3.1 after this release: not analysed, look at V3__change.sql: ',
  ],
]

interface Document {
  readonly pipelines: readonly {
    readonly migrations: readonly { readonly does: string }[]
    readonly revert: { readonly rollback: { readonly verdict: string }; readonly because: readonly string[] }
  }[]
}

/** The words of the text output for each verdict of the JSON output. */
const verdicts: Readonly<Record<string, string>> = {
  safe: ': safe',
  reversible: ': with SQL',
  irreversible: ': irreversible',
  'data-dependent': ': data-dependent',
  'not analysed': ': not analysed',
}

for (const [sql, words, revert] of cases) {
  test(`diff shows effect and rollback of: ${sql}`, (t) => {
    const root = repository(t)
    commit(root)
    edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
    writeFileSync(join(root, 'waves/orders/migrations/V3__change.sql'), `${sql}\n`)
    const { stdout } = wavec(['diff'], root)
    assert.ok(stdout.includes('+ V3__change.sql  ') && stdout.includes(words), stdout)
    assert.ok(stdout.includes(revert), stdout)
    const { pipelines } = JSON.parse(wavec(['diff', '--format', 'json'], root).stdout) as Document
    const [change] = pipelines
    assert.ok(change !== undefined)
    assert.ok(change.migrations[0]?.does.includes(words), change.migrations[0]?.does)
    assert.ok(revert.includes(verdicts[change.revert.rollback.verdict] ?? ''), change.revert.rollback.verdict)
    assert.deepEqual(change.revert.because, ['V3__change.sql'])
  })
}

test('a changed string or number is shown', (t) => {
  const root = repository(t)
  edit(root, spec, /$/, '  pod: { env: { MODE: plain, COLOUR: "" } }\n  verify: { backoffLimit: 1 }\n')
  commit(root)
  edit(root, spec, 'MODE: plain, COLOUR: ""', 'MODE: red, COLOUR: "1"')
  edit(root, spec, 'backoffLimit: 1', 'backoffLimit: 3')
  const env = 'containers.wavec.env.MODE.value plain → red, containers.wavec.env.COLOUR.value "" → 1'
  const { stdout } = wavec(['diff'], root)
  assert.ok(stdout.includes(`  verify      backoffLimit 1 → 3, ${env}\n`), stdout)
})

test('a change without migrations can be reverted', (t) => {
  const root = repository(t)
  commit(root)
  edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
  assert.match(
    wavec(['diff'], root).stdout,
    /\n {2}rollback to v2\.3\.1 after this release: safe, old code runs on the new schema\n/,
  )
})

test('migrations that are not SQL are reported as not analysed', (t) => {
  const root = repository(t)
  edit(root, 'waves/orders/pipeline.yaml', /migrations: .*/, django)
  writeFileSync(join(root, 'waves/orders/migrations/0001_initial.py'), 'operations = []\n')
  commit(root)
  writeFileSync(join(root, 'waves/orders/migrations/0002_more.py'), 'operations = []\n')
  const { stdout } = wavec(['diff'], root)
  assert.match(stdout, /\n {2}not analysed: 1 file of migrations that is not SQL\n/)
  assert.match(stdout, /^orders: 1 new migration, whether a revert is safe is not known\.\n/)
})

const django =
  'migrations: { tool: command, path: migrations, command: { command: [python, manage.py, migrate], variables: { DB_HOST: host, DB_PORT: port, DB_NAME: database, DB_USER: user, DB_PASSWORD: password } } }'

test('without a lock file, the files of the default branch count as shipped', (t) => {
  const root = repository(t)
  commit(root)
  writeFileSync(join(root, 'waves/orders/migrations/V3__change.sql'), 'alter table orders drop column note;\n')
  assert.match(
    wavec(['lint'], root).stdout,
    /^waves\/orders\/migrations\/V3__change\.sql:1:1 error sql\/drop-column\n/m,
  )
})
