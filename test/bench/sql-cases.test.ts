// The labelled cases: each one parses and has a label, and verdicts are scored against the labels.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseSets, readCases, type SqlCase } from './sql/case.ts'
import { labelMajors } from './sql/label/majors.ts'
import { labelOf } from './sql/label/verdict.ts'
import { parseLabels, readLabels, renderLabels } from './sql/labels.ts'
import { precision, recall, score } from './sql/score.ts'
import { splitStatements } from '../../src/migrations/statements.ts'

for (const set of caseSets) {
  const cases = readCases(set)
  test(`the ${set} cases have statements, and a schema with old queries`, () => {
    for (const { name, statement, schema } of cases) {
      assert.ok(splitStatements(statement).length > 0, name)
      assert.ok(Object.keys(schema.queries).length > 10, schema.name)
    }
  })
  test(`exactly the ${set} cases have labels, one for each PostgreSQL major`, () => {
    const labels = readLabels(set)
    const names = new Set(cases.map(({ name }) => name))
    for (const [name, majors] of labels) {
      assert.ok(names.has(name), name)
      assert.deepEqual([...majors.keys()], [...labelMajors], name)
    }
    assert.deepEqual(parseLabels(renderLabels(labels)), labels)
  })
  test(`no two ${set} cases have the same text`, () => {
    const texts = cases.map(({ prelude, statement, schema, transaction }) =>
      [schema.name, transaction, prelude, statement].join('\n'),
    )
    assert.equal(new Set(texts).size, texts.length)
  })
}

test('the frozen set contains no case of the open set', () => {
  const text = ({ prelude, statement }: SqlCase): string => `${prelude}${statement}`.toLowerCase()
  const open = new Set(readCases('open').map(text))
  const shared = readCases('frozen').filter((each) => open.has(text(each)))
  assert.deepEqual(
    shared.map(({ name }) => name),
    [],
  )
})

test('precision and recall ignore ambiguous cases and cases that another major rejects', () => {
  const labels = parseLabels(
    `a\n  15  hazard  x\nb\n  15  hazard  y\nc\n  15  none\nd\n  15  none\ne\n  15  ambiguous\nf\n  15  not here  fails 42601\n`,
  )
  const flags = new Map([
    ['a', ['rule']],
    ['b', []],
    ['c', ['rule', 'other']],
    ['d', []],
    ['e', ['rule']],
    ['f', ['rule']],
  ])
  const result = score(labels, 15, flags)
  assert.deepEqual(result, {
    truePositives: 1,
    trueNegatives: 1,
    falsePositives: [{ name: 'c', why: 'rule, other' }],
    falseNegatives: [{ name: 'b', why: 'y' }],
  })
  assert.deepEqual([precision(result), recall(result)], [0.5, 0.5])
})

const nothing = { fails: undefined, holds: [], rows: 0, broken: [] } as const
const held = (ms: number) => ({ ...nothing, holds: [{ table: 't', mode: 'SHARE', ms }] })

test('a label is the median of the measurements, and ambiguous if they disagree', () => {
  assert.deepEqual(labelOf([nothing]), { verdict: 'none', evidence: '' })
  assert.deepEqual(labelOf([held(1234)]), { verdict: 'hazard', evidence: 'SHARE t 1200 ms' })
  assert.equal(labelOf([held(45), held(55), held(60)]).verdict, 'ambiguous')
  assert.equal(labelOf([held(55), held(52), held(70)]).verdict, 'hazard')
  assert.equal(labelOf([{ ...nothing, fails: '25001' }]).verdict, 'hazard')
  assert.equal(labelOf([{ ...nothing, fails: '42601' }]).verdict, 'not here')
  assert.equal(labelOf([{ ...nothing, broken: [{ query: 'q', when: 'prepared', how: '0A000' }] }]).verdict, 'none')
  assert.deepEqual(labelOf([{ ...nothing, broken: [{ query: 'q', when: 'always', how: '42703' }] }]), {
    verdict: 'hazard',
    evidence: 'q 42703',
  })
})
