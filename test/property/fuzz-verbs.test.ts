// Hostile files and command lines through every verb, as `npm run bench -- fuzz` does ten thousand times each.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { commands } from '../../src/cli/commands/index.ts'
import { knownValues } from '../bench/fuzz/command-line.ts'
import { runCases, type Ended } from '../bench/fuzz/process.ts'
import { subjects } from '../bench/fuzz/verbs.ts'

/** Ten times what the bench allows: here only what never ends is a fault. */
const mostCpu = 20_000

test('50 mutated cases of every verb end with a documented exit code, a reason and a whole tree', async () => {
  const bad: string[] = []
  const exits = new Map<string, Set<number | undefined>>()
  const order = subjects.map((subject) => ({ subject, from: 1, count: 50, keep: false, mostCpu }))
  await runCases(order, ({ subject, seed, exit, problem }: Ended) => {
    exits.set(subject, (exits.get(subject) ?? new Set()).add(exit))
    if (problem !== undefined) bad.push(`npm run fuzz -- ${subject} ${seed}: ${problem}`)
  })
  assert.deepEqual(bad, [])
  // A fuzzer whose every case is refused at the door tries nothing.
  const blunt = subjects.filter(
    (subject) => !(exits.get(subject)?.has(0) === true && exits.get(subject)?.has(2) === true),
  )
  assert.deepEqual(blunt, [])
})

test('the same seed gives the same case, with any other case before it', async (t) => {
  const shown: unknown[] = []
  const again = { subject: 'lint', from: 7, count: 1, keep: true, mostCpu } as const
  await runCases(
    [again, { subject: 'diff', from: 1, count: 5, keep: false, mostCpu }, again],
    ({ exit, shown: found }) => {
      if (found === undefined) return
      shown.push({ exit, words: found.case.words, nodes: [...found.case.nodes] })
      t.after(() => rmSync(dirname(found.folder), { recursive: true, force: true }))
    },
  )
  assert.equal(shown.length, 2)
  assert.deepEqual(shown[0], shown[1])
})

test('every option that takes a value has values to try', async () => {
  const missing: string[] = []
  for (const [verb, load] of Object.entries(commands))
    for (const [name, option] of Object.entries((await load()).options))
      if (!('choices' in option) && !knownValues.has(name)) missing.push(`${verb} --${name}`)
  assert.deepEqual(missing, [])
})
