// What the runner refuses when it loads a file, compile and lint refuse in the same words, and nothing else.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Failure } from '../../src/diagnostic/failure.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { lintAll } from '../../src/project/lint/lint-all.ts'
import { lintUnits } from '../../src/project/lint/lint-units.ts'
import { noRenderer } from '../../src/project/no-renderer.ts'
import { loadMigration } from '../../src/run/migrate/file.ts'
import { sourceOf } from '../../src/run/migrate/set.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { loadParser } from '../../src/sql/index.ts'
import { tools } from '../../src/tools/index.ts'
import { standIn } from '../support/runner-program.ts'

const parser = await loadParser()
const file = 'V1__a.sql'

interface Refused {
  readonly code: string
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
}

async function byRunner(text: string): Promise<Refused | undefined> {
  const checksum = createHash('sha256').update(text).digest('hex')
  const files = { read: async () => new TextEncoder().encode(text) }
  const clock = { now: () => 0, sleep: async () => {}, deadline: Infinity }
  const source = sourceOf({ tool: 'sql' }, { files, tools, clock, stop: new AbortController().signal })
  try {
    await loadMigration(source, { file, version: '1', checksum })
    return undefined
  } catch (error) {
    if (!(error instanceof Failure) || !('statement' in error)) throw error
    const { line, column } = error.statement as { readonly line: number; readonly column: number }
    return { code: error.code, message: error.message.replace(`${file}: `, ''), line, column }
  }
}

const spec = (tool: string) => `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: parts, namespace: shop }
spec:
  database: { secret: parts-db-migrator, version: "18" }
  migrations: { tool: ${tool}, path: migrations }
  workload: app.yaml
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
    spec: { containers: [{ name: app, image: "ghcr.io/acme/parts:v1", ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: parts }
spec: { selector: { app: parts }, ports: [{ port: 80, targetPort: http }] }
`

type Judge = (text: string, tool?: string) => readonly Refused[]

const byCompile: Judge = (text, tool = 'sql') => {
  const { diagnostics } = compileAll(treeOf(text, tool), 'waves', { renderer: noRenderer, runner: standIn })
  return refusals(text, diagnostics)
}

const byLint: Judge = (text, tool = 'sql') => {
  const { units } = lintUnits(treeOf(text, tool), ['waves'], { shipped: undefined, server: undefined })
  return refusals(text, lintAll(parser, units, 'pending').diagnostics)
}

function treeOf(text: string, tool: string) {
  const folder = 'waves/parts'
  return memoryTree({
    [`${folder}/pipeline.yaml`]: spec(tool),
    [`${folder}/app.yaml`]: app,
    [`${folder}/migrations/${file}`]: text,
  })
}

function refusals(
  text: string,
  found: readonly {
    readonly code: string
    readonly message: string
    readonly span?: { readonly start: number } | undefined
  }[],
) {
  return found
    .filter(({ code }) => code.startsWith('migrations/'))
    .map(({ code, message, span }) => {
      const lines = text.slice(0, span?.start ?? 0).split('\n')
      return { code, message, line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
    })
}

const refused: readonly (readonly [sql: string, code: string, word: string])[] = [
  ['begin', 'transaction-control', 'BEGIN'],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'transaction-control', 'BEGIN'],
  ['start transaction read only', 'transaction-control', 'START TRANSACTION'],
  ['commit', 'transaction-control', 'COMMIT'],
  ['commit and chain', 'transaction-control', 'COMMIT'],
  ["commit prepared 'a'", 'transaction-control', 'COMMIT PREPARED'],
  ['end', 'transaction-control', 'END'],
  ['rollback', 'transaction-control', 'ROLLBACK'],
  ['rollback to savepoint a', 'transaction-control', 'ROLLBACK'],
  ["rollback prepared 'a'", 'transaction-control', 'ROLLBACK PREPARED'],
  ['abort', 'transaction-control', 'ABORT'],
  ['savepoint a', 'transaction-control', 'SAVEPOINT'],
  ['release a', 'transaction-control', 'RELEASE'],
  ["prepare /* x */ transaction 'a'", 'transaction-control', 'PREPARE TRANSACTION'],
  ['do $$ begin commit; end $$', 'transaction-control', 'COMMIT in a DO block'],
  [
    'do language plpgsql $a$ begin if true then\nrollback and chain; end if; end $a$',
    'transaction-control',
    'ROLLBACK in a DO block',
  ],
  ["do 'begin loop commit; end loop; end' language 'plpgsql'", 'transaction-control', 'COMMIT in a DO block'],
  ['set transaction read only', 'read-only', 'read-only'],
  ['set transaction isolation level serializable, read only', 'read-only', 'read-only'],
  ['set session characteristics as transaction read only', 'read-only', 'read-only'],
  ['set local transaction_read_only = on', 'read-only', 'read-only'],
  ["set default_transaction_read_only to 'yes'", 'read-only', 'read-only'],
  ["select pg_catalog.set_config('transaction_read_only', 'on', true)", 'read-only', 'read-only'],
  ["set client_encoding = 'LATIN1'", 'misread', 'LATIN1'],
  ['set client_encoding to latin1', 'misread', 'latin1'],
  ["set names 'WIN1252'", 'misread', 'WIN1252'],
  ['set session standard_conforming_strings = off', 'misread', 'off'],
  ["select set_config('client_encoding', 'sjis', false)", 'misread', 'sjis'],
  ['copy t (a) from stdin', 'copy-from-stdin', 'COPY'],
  ['create index concurrently on t (a)', 'unnamed-index', 'CONCURRENTLY'],
]

for (const [sql, code, word] of refused)
  test(`runner, compile and lint refuse ${sql}`, async () => {
    const text = `create table t (a int);\n\n  ${sql};\n`
    const found = await byRunner(text)
    assert.equal(found?.code, `migrations/${code}`)
    assert.ok(found?.message.includes(word), found?.message)
    assert.deepEqual(byCompile(text), [found])
    assert.deepEqual(byLint(text), [found])
    assert.deepEqual(byCompile(text, 'flyway'), [])
    assert.deepEqual(byLint(text, 'flyway'), [])
  })

const accepted = [
  'set transaction isolation level serializable',
  'set transaction read write',
  'set local transaction_read_only = off',
  "set client_encoding = 'UTF8'",
  'set client_encoding = default',
  "set names 'utf-8'",
  'set standard_conforming_strings = on',
  "select pg_catalog.set_config('search_path', '', false)",
  "prepare p as select 'transaction'",
  "do $$ declare commit int; begin commit := 1; raise notice 'commit;'; /* commit; */ end $$",
  'create procedure p() language plpgsql as $$ begin commit; end $$',
  'create function f() returns int language sql begin atomic select 1; end',
  "copy t (a) from '/tmp/a'",
  'alter table t rename column a to "commit"',
]

for (const sql of accepted)
  test(`neither runner nor compile nor lint refuses ${sql}`, async () => {
    const text = `create table t (a int);\n${sql};\n`
    assert.equal(await byRunner(text), undefined)
    assert.deepEqual(byCompile(text), [])
    assert.deepEqual(byLint(text), [])
  })
