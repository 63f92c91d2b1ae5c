// Complete outputs of lint, for a small repository and for files outside of any.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { golden, repository as samples } from '../support/golden.ts'
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
    "-- wavec:ignore sql/set-not-null-scan there are a hundred orders\nalter table orders alter column code set not null;\ndo $$ begin execute format('analyze %s', 'orders'); end $$;\n",
}

const app = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: app
          image: orders:v2.4.0
          env:
            - { name: DB_PASSWORD, value: hunter2 }
            # wavec:ignore secret/plaintext the database of a demonstration
            - { name: DEMO_PASSWORD, value: hunter2 }
`
const withApp = {
  ...repository,
  'waves/orders/app/deployment.yaml': app,
  'deploy/worker.json': JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'worker' },
    data: { 'worker.url': 'postgres://worker:hunter2@db/orders' },
  }),
  'deploy/templated.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {{ include "names" . }}\n',
  'deploy/values.yaml': 'replicas: 3\n',
}

/** Command lines in the repository with its manifests. */
const credentials: Readonly<Record<string, readonly (readonly string[])[]>> = {
  credentials: [
    ['lint', '--all'],
    ['lint', 'deploy'],
    ['lint', 'waves/orders/app/deployment.yaml'],
  ],
  'credentials formats': [
    ['lint', 'waves/orders/app', '--format', 'github'],
    ['lint', 'deploy/worker.json', '--format', 'json'],
    ['lint', 'deploy/worker.json', '--format', 'sarif'],
  ],
  'credentials misuse': [
    ['lint', 'deploy/values.yaml'],
    ['lint', 'deploy/worker.yaml'],
  ],
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

for (const [files, shown] of [
  [repository, stories],
  [withApp, credentials],
] as const) {
  for (const [name, commands] of Object.entries(shown)) {
    test(name, (t) => {
      const root = emptyFolder(t)
      write(root, files)
      golden(
        `test/cli/lint/${name.replace(' ', '-')}.out`,
        commands.map((args) => transcript(args, wavec(args, root))).join('\n'),
      )
    })
  }
}

test('--fix changes only the bytes of its findings', (t) => {
  const root = emptyFolder(t)
  write(root, repository)
  wavec(['lint', '--fix'], root)
  assert.deepEqual(read(root), {
    ...repository,
    'waves/orders/migrations/V3__note_idx.sql': 'create index concurrently orders_note_idx on orders (note);\n',
  })
})

test('lints a folder that contains only migrations, from inside of it', (t) => {
  const root = emptyFolder(t)
  write(root, { 'V1__a.sql': 'create table a (id int);\n', 'V2__b.sql': 'alter table a rename to b;\n' })
  const { stdout, exit } = wavec(['lint', '.'], root)
  assert.equal(exit, 1)
  assert.match(stdout, /V2__b\.sql:1:1 error sql\/rename-table\n/)
  assert.match(stdout, / 2 statements in 2 files analysed, 0 not\n/)
})

test('lints files outside of any repository of pipelines', (t) => {
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

test('lints a file outside of the repository of pipelines', (t) => {
  const [inside, outside] = [emptyFolder(t), emptyFolder(t)]
  write(inside, repository)
  write(outside, { '001_a.sql': 'create table a (id int);\n' })
  const { stdout, exit } = wavec(['lint', join(outside, '001_a.sql')], inside)
  assert.equal(exit, 0, stdout)
  assert.match(stdout, / 1 statement in 1 file analysed, 0 not\n/)
})

test('if every migration has shipped, lint says so and how to check them', (t) => {
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

test('lints the root of a repository', (t) => {
  const root = emptyFolder(t)
  write(root, { ...withApp, 'node_modules/a/waves/pipeline.yaml': 'not: ours\n' })
  const { stdout } = wavec(['lint', '.'], root)
  assert.match(stdout, /5 statements in 4 files analysed, 1 not; 2 manifests in 2 files searched for credentials/)
  assert.doesNotMatch(stdout, /node_modules/)
})

test('lints the workload of a pipeline, in any folder', (t) => {
  const root = emptyFolder(t)
  write(root, {
    'waves/orders/pipeline.yaml': spec.replace('workload: app', 'workload: ../../deploy'),
    'waves/orders/migrations/V1__a.sql': 'create table a (id int);\n',
    'deploy/app.yaml': app,
  })
  for (const path of ['waves', 'waves/orders', 'waves/orders/pipeline.yaml'])
    assert.match(wavec(['lint', path], root).stdout, /^deploy\/app\.yaml:13:43 error secret\/plaintext$/m)
})

test('lints the manifests of our own samples', () => {
  assert.match(wavec(['lint'], samples).stdout, /^0 errors, .* [1-9]\d manifests in \d+ files searched for cred/m)
})
