// The verb as a person sees it: whole outputs, of a small repository and of files outside of any.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { golden } from '../support/golden.ts'
import { transcript, wavec } from './cli.ts'
import { emptyFolder, read, write } from './output/workspace.ts'

const spec = `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: orders, namespace: shop }
spec:
  release: v2.4.0
  database: { secret: orders-db, version: "16" }
  migrations: { tool: sql, path: migrations }
  workload: app
  deploy: { candidate: { passive: true } }
  smokeTest: { http: [{ path: /healthz }] }
`
const lock = `lock: 1
environments:
  default:
    - release: "v2.3.0"
      migrations:
        V1__orders.sql: ${'1'.repeat(64)}
    - release: "v2.4.0"
      migrations:
        V2__note.sql: ${'2'.repeat(64)}
        V3__note_idx.sql: ${'3'.repeat(64)}
`
const repository = {
  'waves/orders/pipeline.yaml': spec,
  'waves/orders/pipeline.lock': lock,
  'waves/orders/migrations/V1__orders.sql':
    'create table orders (id bigint primary key, code text);\ndrop table legacy;\n',
  'waves/orders/migrations/V2__note.sql': 'alter table orders add column note text;\n',
  'waves/orders/migrations/V3__note_idx.sql': 'create index orders_note_idx on orders (note);\n',
  'waves/orders/migrations/V4__code.sql':
    "-- wavec:ignore sql/set-not-null-scan there are a hundred orders\nalter table orders alter column code set not null;\ndo $$ begin execute format('analyze %I', 'orders'); end $$;\n",
}

const stories: Readonly<Record<string, readonly (readonly string[])[]>> = {
  findings: [['lint'], ['lint', '--all'], ['lint', '--notes', 'waves/orders/migrations/V2__note.sql']],
  fix: [['lint', '--fix'], ['lint']],
  formats: [
    ['lint', '--format', 'json'],
    ['lint', '--format', 'github'],
  ],
  rollback: [
    ['lint', '--rollback', 'v2.3.0'],
    ['lint', '--rollback', 'v2.4.0'],
    ['lint', '--rollback', 'v2.4.1'],
  ],
  'named files': [
    ['lint', 'waves/orders/migrations/V2__note.sql', 'waves/orders/migrations/V3__note_idx.sql'],
    ['lint', 'waves/orders/migrations'],
  ],
  misuse: [
    ['lint', '--server', '9'],
    ['lint', 'waves/order'],
    ['lint', '--format', 'xml'],
  ],
}

for (const [name, commands] of Object.entries(stories)) {
  test(name, (t) => {
    const root = emptyFolder(t)
    write(root, repository)
    golden(
      `test/cli/lint/${name.replace(' ', '-')}.out`,
      commands.map((args) => transcript(args, wavec(args, root))).join('\n'),
    )
  })
}

test('--fix changes nothing but what it mends', (t) => {
  const root = emptyFolder(t)
  write(root, repository)
  wavec(['lint', '--fix'], root)
  assert.deepEqual(read(root), {
    ...repository,
    'waves/orders/migrations/V3__note_idx.sql': 'create index concurrently orders_note_idx on orders (note);\n',
  })
})

test('a folder of nothing but migrations, from inside of it', (t) => {
  const root = emptyFolder(t)
  write(root, { 'V1__a.sql': 'create table a (id int);\n', 'V2__b.sql': 'alter table a rename to b;\n' })
  const { stdout, exit } = wavec(['lint', '.'], root)
  assert.equal(exit, 1)
  assert.match(stdout, /V2__b\.sql:1:1 error sql\/rename-table\n/)
  assert.match(stdout, / 2 statements in 2 files analysed, 0 not\n/)
})

test('files outside of any repository of pipelines', (t) => {
  const root = emptyFolder(t)
  write(root, { 'db/002_drop.sql': 'drop table a;\n', 'db/001_a.sql': 'create table a (id int);\n' })
  const args = [
    ['lint', 'db'],
    ['lint', '.'],
    ['lint', 'db/002_drop.sql'],
  ]
  golden(
    'test/cli/lint/elsewhere.out',
    args
      .map((each) => transcript(each, wavec(each, root)))
      .join('\n')
      .replaceAll(/wavec-\w+\//g, '')
      .replaceAll(/wavec-\w+/g, 'here'),
  )
})

test('where everything has shipped it says so, and how to look at it', (t) => {
  const root = emptyFolder(t)
  const later = `    - release: "v2.5.0"\n      migrations:\n        V9__later.sql: ${'9'.repeat(64)}\n`
  write(root, {
    'waves/orders/pipeline.yaml': spec.replace('v2.4.0', 'v2.5.0'),
    'waves/orders/pipeline.lock': `${lock}${later}`,
    'waves/orders/migrations/V1__orders.sql': repository['waves/orders/migrations/V1__orders.sql'],
    'waves/orders/migrations/V2__note.sql': repository['waves/orders/migrations/V2__note.sql'],
  })
  golden('test/cli/lint/all-shipped.out', transcript(['lint'], wavec(['lint'], root)))
})
