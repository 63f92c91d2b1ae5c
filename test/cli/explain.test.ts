import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { explain } from '../../src/cli/commands/explain.ts'
import { codes } from '../../src/diagnostic/codes/index.ts'
import { transcript, wavec } from './cli.ts'
import { golden } from '../support/golden.ts'
import { emptyFolder } from './output/workspace.ts'

test('a page: when, effect, what to do, bad and good', (t) => {
  const args = ['explain', 'drift/edited']
  golden('test/cli/explain.out', transcript(args, wavec(args, emptyFolder(t))))
})

test('every code has a page without an empty part', async () => {
  for (const code of codes) {
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

test('without a code, one line for each', async () => {
  const lines = (await pageOf([])).trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(' ', 1)[0]),
    [...codes],
  )
  for (const line of lines) assert.ok(line.length <= 120, line)
})

async function pageOf(operands: readonly string[]): Promise<string> {
  const { output, exit } = await explain.run({ operands, options: {}, flags: new Set(), cwd: join('/'), colour: 'off' })
  assert.equal(exit, 0)
  return output
}
