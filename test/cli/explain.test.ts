import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { written } from '../../src/diagnostic/line.ts'
import { explain } from '../../src/cli/commands/explain.ts'
import { codePages, firstSentence, sqlStates } from '../../src/explain/index.ts'
import { isCode, rules } from '../../src/sql/index.ts'
import { transcript, wavec } from './cli.ts'
import { golden } from '../support/golden.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { emptyFolder } from './output/workspace.ts'
import { standIn } from '../support/runner-program.ts'

test('a page has condition, effect, workaround, a bad and a good example', (t) => {
  const args = ['explain', 'drift/edited']
  golden('test/cli/explain.out', transcript(args, wavec(args, emptyFolder(t))))
})

test('every code has a page without an empty part', async () => {
  for (const code of codePages.keys()) {
    const page = await pageOf([code])
    assert.match(
      page,
      new RegExp(`^${code} \\((error|warning|note)\\)\nwhen:\n  \\S[^]*\neffect:\n  \\S[^]*\ndo:\n  \\S`),
      code,
    )
    const [prose = ''] = page.split('\nbad:\n')
    for (const line of prose.split('\n')) assert.ok(line.length <= 100, `${code}: ${line}`)
  }
})

test('without a code, explain lists one line per code', async () => {
  const [list = '', messages] = (await pageOf([])).trimEnd().split('\n\n')
  const lines = list.split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(' ', 1)[0]),
    [...codePages.keys()],
  )
  for (const line of lines) assert.ok(line.length <= 120, line)
  assert.match(messages ?? '', /^messages of Argo CD, in quotes:\n/)
})

test('a line of the list is not cut at an abbreviation', async () => {
  const line = (await pageOf([])).split('\n').find((text) => text.startsWith('workload/no-template'))
  assert.match(line ?? '', /no pod template, e\.g\. \w/)
})

test('a sentence ends before a capital letter, but not at an abbreviation', () => {
  assert.equal(firstSentence('A kind, e.g. a Service. It has no pods.'), 'A kind, e.g. a Service')
  assert.equal(firstSentence('Names such as e.g. Argo CD. More.'), 'Names such as e.g. Argo CD')
  assert.equal(firstSentence('The file .sops.yaml is read. More.'), 'The file .sops.yaml is read')
  assert.equal(firstSentence('Larger than 1 MiB. wavec checks it.'), 'Larger than 1 MiB')
  assert.equal(firstSentence('One sentence.'), 'One sentence')
  assert.equal(firstSentence('No period'), 'No period')
})

test('a message of Argo CD is found by any copied part of it', async () => {
  const messages = [
    'waiting for completion of hook',
    'waiting for completion of hook batch/Job/orders-2-migrate and 1 more hooks',
    'Failed last sync attempt to 3f9c1e2: one or more synchronization tasks completed unsuccessfully',
    'one or more objects failed to apply (dry run)',
  ]
  const pages: string[] = []
  for (const message of messages) pages.push(`$ wavec explain "${message}"\n${await pageOf([message])}`)
  golden('test/cli/explain-message.out', pages.join('\n'))
})

test('every SQLSTATE has a page, and every code that it names exists', async () => {
  for (const state of Object.keys(sqlStates)) {
    const page = await pageOf([state.toLowerCase()])
    assert.match(page, new RegExp(`^${state} \\(PostgreSQL, \\w+\\)\nwhen:\n  \\S[^]*\neffect:\n  \\S[^]*\ndo:\n  \\S`))
    for (const [code] of page.matchAll(/sql\/[a-z-]+/g)) assert.ok(isCode(code), `${state}: ${code}`)
  }
})

test('every SQLSTATE that a rule mentions has a page', () => {
  const texts = Object.values(rules).map((rule) => JSON.stringify(rule))
  for (const text of texts)
    for (const [state] of text.matchAll(/\b[0-9][0-9A-Z]{4}\b(?<=[0-9].*)/g))
      if (/^\d{2}[0-9A-Z]{3}$/.test(state) && state !== '10000') assert.ok(Object.hasOwn(sqlStates, state), state)
})

async function pageOf(operands: readonly string[]): Promise<string> {
  const around = {
    cwd: join('/'),
    colour: 'off' as const,
    renderer: noProgram,
    runner: () => standIn,
    stdin: () => '',
    where: 'here' as const,
  }
  const { output, exit } = await explain.run({ ...around, operands, options: {}, flags: new Set() })
  assert.equal(exit, 0)
  return written(output)
}
