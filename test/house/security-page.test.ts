// docs/security.md promises only what a test proves, and names only what exists.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commands, isVerb } from '../../src/cli/commands/index.ts'
import { isListed, listedCodes } from '../../src/diagnostic/codes.ts'
import { isRuleId } from '../../src/sql/rules/index.ts'
import { scenarios } from '../bench/scenarios/index.ts'
import { golden, repository } from '../support/golden.ts'
import { rightsTables } from '../support/rights-table.ts'

const path = 'docs/security.md'
const page = readFileSync(repository + path, 'utf8')
const [promises = ''] = page.split('## What runs with which right')

test('the tables of the cluster are what the manifests of the samples say', () => {
  const block = /(<!-- from manifests: .* -->\n)[^]*?(<!-- end -->\n)/
  assert.match(page, block)
  golden(
    path,
    page.replace(block, (_, start: string, end: string) => `${start}\n${rightsTables()}\n${end}`),
  )
})

test('every promise names a test file that exists and has tests', () => {
  const rows = promises.split('\n').filter((line) => /^\| (?!promise)/.test(line))
  assert.ok(rows.length > 20)
  for (const row of rows) {
    const files = [...row.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file)
    assert.ok(files.length > 0, row)
    for (const file of files) {
      assert.ok(existsSync(repository + file), file)
      assert.match(readFileSync(repository + file, 'utf8'), /\btest(Diagnostics)?\(/, file)
    }
  }
})

test('every verb that the page names exists, with the options', async () => {
  const named = spans(/^wavec (?!help$)([a-z]+)(.*)$/)
  assert.ok(named.length > 10)
  for (const [span, verb, rest] of named) {
    assert.ok(isVerb(verb), span)
    const { options, flags } = await commands[verb]()
    for (const [, option = ''] of rest.matchAll(/--([\w-]+)/g))
      assert.ok(Object.hasOwn({ ...options, ...flags }, option), span)
  }
})

test('every bench, code and field of the spec that the page names exists', () => {
  const benches = spans(/^npm run bench -- (\S+)$/)
  const families = new Set(listedCodes.map((code) => code.split('/')[0]))
  const codes = spans(/^([a-z]+)\/[a-z-]+$/).filter(([, family]) => families.has(family))
  const fields = spans(/^([a-z]\w+(?:\.[a-z]\w+)+)$/i)
  for (const found of [benches, codes, fields]) assert.ok(found.length > 1)
  for (const [span, bench] of benches) assert.ok(scenarios.has(bench), span)
  for (const [span] of codes) assert.ok(isListed(span) || isRuleId(span.replace(/^sql\//, '')), span)
  const schema = readFileSync(`${repository}waves/pipeline.schema.json`, 'utf8')
  for (const [span] of fields) for (const key of span.split('.')) assert.ok(schema.includes(`"${key}": {`), span)
})

/** The code spans of the page that match, with two groups. */
function spans(pattern: RegExp): readonly (readonly [string, string, string])[] {
  return [...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, span = '']) => {
    const [all, first = '', second = ''] = pattern.exec(span) ?? []
    return all === undefined ? [] : [[span, first, second] as const]
  })
}
