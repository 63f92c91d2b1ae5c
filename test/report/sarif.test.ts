// Validates against the schema that OASIS published with SARIF 2.1.0, as shipped by @microsoft/jest-sarif.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { codePages } from '../../src/explain/index.ts'
import { render } from '../../src/report/index.ts'
import { repository } from '../support/golden.ts'

const require = createRequire(import.meta.url)
// The schema is draft 04, but only the name of `id` has changed in later drafts.
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

test('the report of every kind of finding is valid SARIF', () => {
  const log: unknown = JSON.parse(readFileSync(`${repository}test/report/sarif.out`, 'utf8'))
  assert.ok(validate(log), JSON.stringify(validate.errors))
})

test('the page of every code is a valid rule', async () => {
  const diagnostics = [...codePages].map(([code, { severity }]): Diagnostic => ({ code, severity, message: 'found' }))
  const log: unknown = JSON.parse(await render({ diagnostics, textOf: () => undefined, summary: '' }, 'sarif'))
  assert.ok(validate(log), JSON.stringify(validate.errors))
})

test('an invalid report fails validation', () => {
  assert.equal(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }), false)
})

test('columns count UTF-16 units, so an emoji counts as two', async () => {
  const text = 'a: 😀 b\n'
  const span = { file: 'x.yaml', start: text.indexOf('b'), end: text.indexOf('b') + 1 }
  const diagnostics: readonly Diagnostic[] = [{ code: 'spec/bad-value', severity: 'error', message: 'b', span }]
  assert.match(
    await render({ diagnostics, textOf: () => text, summary: '' }, 'sarif'),
    /"startLine": 1,\s+"startColumn": 7,\s+"endLine": 1,\s+"endColumn": 8/,
  )
})
