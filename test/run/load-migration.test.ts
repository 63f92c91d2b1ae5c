// Loading a migration: linear in its length for every shape, and interruptible.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { loadMigration, type LoadedMigration } from '../../src/run/migrate/file.ts'
import { sourceOf } from '../../src/run/migrate/set.ts'
import type { Adapters } from '../../src/run/step-runner.ts'
import { Stopped } from '../../src/run/stopped.ts'
import { tools } from '../../src/tools/index.ts'

const now = (): number => performance.now()

interface World {
  readonly stop?: AbortSignal
  readonly sleep?: () => Promise<void>
}

function load(text: string, { stop = new AbortController().signal, sleep = async () => {} }: World = {}) {
  const bytes = new TextEncoder().encode(text)
  const clock: Adapters['clock'] = { now, sleep, deadline: Infinity }
  const adapters = { files: { read: async () => bytes }, tools, clock, stop }
  const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
  return loadMigration(sourceOf({ tool: 'sql' }, adapters), { file: 'V1__a.sql', version: '1', checksum })
}

/** Milliseconds of this process, of which other processes take none. The best of three, for the collector's sake. */
async function cost(text: string): Promise<number> {
  let least = Infinity
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage()
    await load(text)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

const shapes: Readonly<Record<string, (count: number) => string>> = {
  'a line each': (count) => 'insert into a values (1);\n'.repeat(count),
  'all on one line': (count) => 'insert into a values (1); '.repeat(count),
  'each with a comment that holds a quote': (count) => "/* it's */ insert into a values (1); -- a 'b\n".repeat(count),
  'one statement of many rows': (count) => `insert into a values ${"(1, 'b'), ".repeat(count)}(1, 'b')`,
  'a block each': (count) => 'do $body$ begin perform 1; end $body$;\n'.repeat(count),
}

for (const [shape, text] of Object.entries(shapes))
  test(`four times as many statements take less than eight times as long: ${shape}`, async () => {
    await load(text(5000))
    const [few, many] = [await cost(text(20_000)), await cost(text(80_000))]
    assert.ok(many / few < 8, `${few} ms for 20,000, ${many} ms for 80,000`)
  })

test('every statement keeps its text, number and kind', async () => {
  const { statements, mode }: LoadedMigration = await load('select 1;\n\n create index concurrently i on t (a) ; ')
  assert.deepEqual(
    statements.map(({ text, start, number, kind }) => [text, start, number, kind.kind]),
    [
      ['select 1', 0, 1, 'plain'],
      ['create index concurrently i on t (a)', 12, 2, 'create-index'],
    ],
  )
  assert.equal(mode, 'statement-by-statement')
})

test('a refused statement after many others has its line and column', async () => {
  const text = `${'select 1;\n'.repeat(30_000)}  commit;`
  await assert.rejects(load(text), { code: 'migrations/transaction-control', statement: place(30_001, 3, '  commit;') })
})

function place(line: number, column: number, source: string) {
  return { file: 'V1__a.sql', number: line, line, column, source }
}

for (const [shape, text] of [
  ['of many statements', 'insert into a values (1);\n'.repeat(300_000)],
  ['of one long statement', `insert into a values ${'(1), '.repeat(600_000)}(1)`],
] as const)
  test(`a stop while a file ${shape} is read ends the step before the end of the file`, async () => {
    const stopped = new AbortController()
    let turns = 0
    const sleep = async (): Promise<void> => {
      turns += 1
      if (turns === 2) stopped.abort({ why: 'signal', text: 'SIGTERM' })
    }
    await assert.rejects(load(text, { stop: stopped.signal, sleep }), (error) => error instanceof Stopped)
    assert.equal(turns, 2)
  })
