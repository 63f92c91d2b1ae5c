// compile, check, lint and audit report the same: each labelled input is put where a contributor could commit it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  audit,
  check,
  compile,
  lint,
  loadParser,
  memoryTree,
  type Diagnostic,
  type ShippedLocks,
} from '../../src/project/index.ts'
import { byIssuer } from './labelled/by-issuer.ts'
import { byName } from './labelled/by-name.ts'
import { byShape } from './labelled/by-shape.ts'
import type { Case } from './labelled/case.ts'
import { harmless } from './labelled/harmless.ts'

const parser = await loadParser()

const spec = (name: string, tool = 'tool: sql') => `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: ${name}, namespace: shop }
spec:
  runner: { image: "ghcr.io/acme/wavec@sha256:${'a1'.repeat(32)}" }
  database: { secret: parts-db-migrator }
  migrations: { ${tool}, path: migrations }
  workload: { path: app, name: Deployment/parts }
  deploy: { candidate: { passive: true } }
  smokeTest: { http: [{ path: /healthz }] }
`
const app = `apiVersion: apps/v1
kind: Deployment
metadata: { name: parts }
spec:
  selector: { matchLabels: { app: parts } }
  template:
    metadata: { labels: { app: parts } }
    spec: { containers: [{ name: app, image: ghcr.io/acme/parts:v1, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: parts }
spec: { selector: { app: parts }, ports: [{ port: 80, targetPort: http }] }
`

/** A pipeline for objects, one for SQL and one for other files, since an error of the first two steps ends a compile. */
function treeOf(cases: readonly Case[], more: Readonly<Record<string, string>> = {}) {
  return memoryTree({
    'waves/objects/pipeline.yaml': spec('objects'),
    'waves/objects/app/app.yaml': app,
    'waves/objects/migrations/V1000__a.sql': 'select 1;\n',
    'waves/files/pipeline.yaml': spec('files'),
    'waves/files/app/app.yaml': app,
    'waves/files/migrations/V1000__a.sql': 'select 1;\n',
    'waves/programs/pipeline.yaml': spec(
      'programs',
      'tool: command, command: { command: [migrate], variables: { DB_USER: user, DB_PASSWORD: password, DB_HOST: host, DB_NAME: database } }',
    ),
    'waves/programs/app/app.yaml': app,
    'waves/programs/migrations/1.txt': 'a\n',
    ...Object.fromEntries(cases.map(({ input }, at) => fileOf(input, at))),
    ...more,
  })
}

function fileOf(input: Case['input'], at: number): readonly [string, string] {
  if ('yaml' in input) return [`waves/objects/app/${at}.yaml`, input.yaml]
  if (input.file.endsWith('.sql')) return [`waves/files/migrations/V${at + 1}__x.sql`, input.text]
  return [`waves/programs/migrations/${at}-${input.file}`, input.text]
}

function filesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const found = diagnostics.filter(({ code }) => code === 'secret/plaintext')
  return [...new Set(found.map(({ span }) => span?.file ?? ''))].sort()
}

/** Without what the API server would refuse for another reason. */
const tree = treeOf([...byName, ...byShape, ...byIssuer].filter(({ name }) => name !== 'a number'))

test('compile, check and lint refuse the same files, and audit the same objects', async () => {
  const refused = filesOf(compile(tree).diagnostics)
  assert.ok(refused.length > 240, String(refused.length))
  assert.deepEqual(filesOf((await check(tree, { parser: async () => parser })).diagnostics), refused)
  assert.deepEqual(filesOf(lint(tree, { parser }).diagnostics), refused)
  const objects = refused.filter((file) => file.startsWith('waves/objects/'))
  assert.deepEqual(filesOf(audit(tree, { paths: ['waves/objects/app'] }).diagnostics), objects)
})

test('compile writes nothing where it refuses a credential', () => assert.equal(compile(tree).output, undefined))

test('no verb refuses a harmless file', async () => {
  const other = treeOf(harmless.filter(({ input }) => !('yaml' in input && input.yaml.includes('"kind":"Secret"'))))
  const { diagnostics } = compile(other)
  assert.deepEqual(filesOf(diagnostics), [])
  // No other error ended the compile before the search: the objects share their names.
  const errors = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'workload/duplicate')
  assert.deepEqual(errors, [])
  assert.deepEqual(filesOf((await check(other, { parser: async () => parser })).diagnostics), [])
  assert.deepEqual(filesOf(lint(other, { parser }).diagnostics), [])
})

const role = (password: string) => `create role app login password '${password}';\n`

/** What the base has: the lock file names the first migration. */
const base: ShippedLocks = {
  kind: 'known',
  base: 'main',
  textsOf: (paths) => new Map(paths.filter((path) => path === 'waves/files/pipeline.lock').map((path) => [path, lock])),
}
const lock = `lock: 1
environments:
  default:
    - release: "v0.9.0"
      migrations:
        V1__role.sql: 37a9e7ed4cb3dcbe4ee10c5aba9c8c9b6d66a0e50d4bd2f0bb6a3a4e3c8aa9ab
        R__role.sql: 37a9e7ed4cb3dcbe4ee10c5aba9c8c9b6d66a0e50d4bd2f0bb6a3a4e3c8aa9ab
`

test('a credential that has shipped is counted, for no edit of its file is allowed, and one in a repeatable file is reported', () => {
  const folder = 'waves/files/migrations'
  const shipped = treeOf([], {
    [`${folder}/V1__role.sql`]: role('hunter2x'),
    [`${folder}/R__role.sql`]: role('hunter2x'),
  })
  assert.deepEqual(filesOf(compile(shipped, { shipped: base }).diagnostics), [`${folder}/R__role.sql`])
  const { diagnostics, past } = lint(shipped, { parser, shipped: base })
  assert.deepEqual(filesOf(diagnostics), [`${folder}/R__role.sql`])
  assert.equal(past, 1)
  assert.deepEqual(filesOf(lint(shipped, { parser, shipped: base, scope: 'all' }).diagnostics), [
    `${folder}/R__role.sql`,
    `${folder}/V1__role.sql`,
  ])
})

test('lint searches any SQL file, those that are applied in no order among them', () => {
  const other = memoryTree({ 'db/U1__undo.sql': role('hunter2x'), 'db/V1__a.sql': 'select 1;\n' })
  assert.deepEqual(filesOf(lint(other, { parser, paths: ['db'] }).diagnostics), ['db/U1__undo.sql'])
})

test('a comment with a reason ignores a credential, and one without a credential is reported', () => {
  const ignored = `-- wavec:ignore secret/plaintext a server that only tests start\n${role('hunter2x')}`
  const file = 'waves/files/migrations/V1__role.sql'
  assert.deepEqual(filesOf(compile(treeOf([], { [file]: ignored })).diagnostics), [])
  const unused = ignored.replace("'hunter2x'", 'null')
  const codes = compile(treeOf([], { [file]: unused })).diagnostics.map(({ code }) => code)
  assert.ok(codes.includes('ignore/unused'), codes.join(' '))
})
