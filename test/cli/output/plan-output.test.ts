import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumOf } from '../../../src/project/output/list.ts'
import { planOutput, type OutputPlan } from '../../../src/project/output/plan-output.ts'
import type { State } from '../../../src/project/output/state.ts'
import { summed } from '../../../src/project/output/summed.ts'
import { Failure } from '../../../src/diagnostic/failure.ts'
import type { ReadProblem, Reading } from '../../../src/source/tree.ts'

/** Path → text, or why it can't be read. */
type Contents = Readonly<Record<string, string>>

const marked = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n'
const problems: readonly string[] = [
  'not-found',
  'outside',
  'directory',
  'not-a-directory',
  'unreadable',
] satisfies ReadProblem[]

/** The plan for `f.yaml`, whose text should become `new`, or which should be removed. */
const table = [
  { name: 'nothing there', list: [], actual: 'not-found', wanted: 'write', gone: '' },
  { name: 'nothing there, once written', list: ['old'], actual: 'not-found', wanted: 'write', gone: '' },
  { name: 'as wavec wrote it', list: ['old'], actual: 'old', wanted: 'write', gone: 'remove' },
  { name: 'as an interrupted run wrote it', list: ['older', 'old'], actual: 'old', wanted: 'write', gone: 'remove' },
  { name: 'as it should be', list: ['new'], actual: 'new', wanted: 'keep', gone: 'remove' },
  { name: 'as it should be, listed otherwise', list: ['old'], actual: 'new', wanted: 'keep', gone: 'edited' },
  { name: 'as it should be, not listed', list: [], actual: 'new', wanted: 'keep', gone: '' },
  { name: 'changed by hand', list: ['old'], actual: 'old!', wanted: 'edited', gone: 'edited' },
  { name: 'emptied by hand', list: ['old'], actual: '', wanted: 'edited', gone: 'edited' },
  { name: 'conflicted in git', list: ['old'], actual: marked, wanted: 'write', gone: 'remove' },
  { name: "somebody else's", list: [], actual: 'mine', wanted: 'not-ours', gone: '' },
  { name: "somebody else's, conflicted in git", list: [], actual: marked, wanted: 'not-ours', gone: '' },
  { name: 'a folder', list: [], actual: 'directory', wanted: 'not-ours', gone: '' },
  { name: 'a folder where a file was', list: ['old'], actual: 'directory', wanted: 'not-ours', gone: '' },
]

for (const { name, list, actual, wanted, gone } of table) {
  test(`${name}: ${wanted}; no longer wanted: ${gone || 'left alone'}`, () => {
    const sums = list.length === 0 ? {} : { 'f.yaml': list.map(sumOf) }
    assert.equal(doneTo('f.yaml', plan({ 'f.yaml': 'new' }, { 'f.yaml': actual }, sums)), wanted)
    assert.equal(doneTo('f.yaml', plan({}, { 'f.yaml': actual }, sums)), gone)
  })
}

test('a file that git merged from two sides of a conflicted list is overwritten', () => {
  const sums = { 'f.yaml': [sumOf('ours'), sumOf('theirs')] }
  assert.equal(doneTo('f.yaml', plan({ 'f.yaml': 'new' }, { 'f.yaml': 'merged' }, sums)), 'edited')
  assert.equal(doneTo('f.yaml', plan({ 'f.yaml': 'new' }, { 'f.yaml': 'merged' }, sums, ['f.yaml'])), 'write')
})

test('paths are sorted, and the list names each text that will be written', () => {
  const decided = plan({ b: '1', a: '2', Z: '3' }, { a: '2' }, { d: [sumOf('4')], c: [sumOf('5')] })
  assert.deepEqual(
    decided.write.map(({ path }) => path),
    ['Z', 'b'],
  )
  const [, ...lines] = decided.list.trimEnd().split('\n')
  assert.deepEqual(lines, [`${sumOf('3')}  Z`, `${sumOf('2')}  a`, `${sumOf('1')}  b`])
})

test('an error of the disk is a failure with a next step', () => {
  for (const problem of ['outside', 'not-a-directory', 'unreadable'] satisfies ReadProblem[]) {
    assert.throws(
      () => plan({ 'f.yaml': 'new' }, { 'f.yaml': problem }, {}),
      (error) =>
        error instanceof Failure &&
        error.exit === 2 &&
        error.next !== '' &&
        error.message.startsWith("can't read manifests/f.yaml: "),
    )
  }
})

function plan(
  wanted: Readonly<Record<string, string>>,
  actual: Contents,
  sums: Readonly<Record<string, readonly string[]>>,
  merged: readonly string[] = [],
): OutputPlan {
  const files = Object.entries(wanted).map(([path, text]) => summed({ path, text }))
  const state: State = {
    list: undefined,
    sums: new Map(Object.entries(sums)),
    merged: new Set(merged),
    journal: new Map(),
    interrupted: false,
  }
  return planOutput({ files, version: '0.1.0' }, state, (path) =>
    readingOf(actual[path.replace('manifests/', '')] ?? 'not-found'),
  )
}

function readingOf(content: string): Reading<Uint8Array> {
  return isProblem(content) ? { ok: false, problem: content } : { ok: true, value: Buffer.from(content) }
}

function isProblem(content: string): content is ReadProblem {
  return problems.includes(content)
}

function doneTo(path: string, { write, remove, unchanged, conflicts }: OutputPlan): string {
  if (write.some((file) => file.path === path)) return 'write'
  if (remove.includes(path)) return 'remove'
  if (unchanged.includes(path)) return 'keep'
  return conflicts.find((file) => file.path === path)?.kind ?? ''
}
