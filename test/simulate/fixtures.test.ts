// Each folder is a sync of Argo CD v3.5.1: manifests, their outcomes, and the exact trace. README.md describes the files;
// `source` in outcomes.json names the functions of argoproj/argo-cd that the trace was derived from.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { golden } from '../support/golden.ts'
import { fixtures, outcomesOf, traceOf, traceText } from './fixture.ts'

test('there are fixtures', () => assert.ok(fixtures.length >= 20))

for (const name of fixtures) {
  test(`simulate: ${name}`, () => {
    assert.ok(outcomesOf(name).source.length > 0, 'source names a function of argoproj/argo-cd')
    golden(`test/simulate/${name}/trace.json`, traceText(traceOf(name)))
  })
}
