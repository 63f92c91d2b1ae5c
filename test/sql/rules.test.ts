// bad.sql reports its rule and nothing else, good.sql nothing; a fix is proven by linting again. The comparison ignores
// notes of other rules, which the golden shows.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { written } from '../../src/diagnostic/line.ts'
import { textLines } from '../../src/report/index.ts'
import { ruleIds, rules } from '../../src/sql/rules/index.ts'
import { golden, repository } from '../support/golden.ts'
import { before, findingsIn, fixture, optionsOf } from './fixtures.ts'

test('every rule has a folder of fixtures, and every folder a rule', () => {
  const entries = readdirSync(`${repository}test/sql/rules`, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  assert.deepEqual(folders.sort(), [...ruleIds].sort())
})

test('the schema that every fixture starts from has no findings', () => {
  assert.deepEqual(findingsIn('select 1;'), [])
})

for (const id of ruleIds) {
  test(`sql/${id}`, () => {
    const [bad, good] = [fixture(id, 'bad.sql'), fixture(id, 'good.sql')]
    const options = optionsOf(id)
    const found = findingsIn(bad, options)
    assert.deepEqual(loud(found, id), [`sql/${id}`])
    golden(`test/sql/rules/${id}/bad.out`, written(textLines({ diagnostics: found, textOf: textIn(bad), summary: '' })))
    assert.deepEqual(loud(findingsIn(good, options), id), [])
    for (const each of found) if (each.code === `sql/${id}`) checkFix(each, bad, id)
  })
  test(`the page of sql/${id} shows its fixtures`, () => {
    const { bad, good } = rules[id]
    assert.equal(`${bad}\n`, fixture(id, 'bad.sql'))
    assert.equal(`${good}\n`, fixture(id, 'good.sql'))
  })
}

function loud(found: readonly Diagnostic[], id: string): readonly string[] {
  const codes = found.filter(
    ({ severity, code }) => code === `sql/${id}` || (severity !== 'note' && !hygiene.has(code)),
  )
  return [...new Set(codes.map(({ code }) => code))]
}

/** Reported once per project if nothing sets limits. */
const hygiene: ReadonlySet<string> = new Set(['sql/missing-lock-timeout', 'sql/missing-statement-timeout'])

function textIn(bad: string) {
  return (file: string): string => (file === 'before.sql' ? before : bad)
}

function checkFix({ code, fix }: Diagnostic, text: string, id: string): void {
  if (fix === undefined) return
  let fixed = text
  for (const { span, text: replacement } of [...fix.edits].sort((a, b) => b.span.start - a.span.start))
    fixed = fixed.slice(0, span.start) + replacement + fixed.slice(span.end)
  const left = loud(findingsIn(fixed, optionsOf(id)), id)
  assert.deepEqual(left, [], `the fix "${fix.title}" does not mend ${code}: ${fixed}`)
}
