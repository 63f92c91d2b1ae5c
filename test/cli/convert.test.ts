import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { golden, repository } from '../support/golden.ts'
import { transcript, wavec } from './cli.ts'

const folder = `${repository}test/cli/audit`
/** What a conversion is for. */
const mended =
  /hook\/(?:no-before-hook-creation|no-deadline|helm-every-sync)|job\/(?:immutable|ttl)|wave\/(?:not-awaited|job-beside-workload)|refs\/created-later/

for (const name of ['wave-only-jobs', 'helm-hooks', 'shared-config']) {
  test(`${name} become hooks of Argo CD`, (t) => {
    const root = mkdtempSync(join(tmpdir(), 'wavec-test-'))
    t.after(() => rmSync(root, { recursive: true }))
    cpSync(join(folder, name), join(root, name), { recursive: true })
    golden(`test/cli/convert/${name}.out`, transcript(['convert', name], wavec(['convert', name], root)))
    const written = wavec(['convert', name, '--write'], root)
    golden(`test/cli/convert/${name}.write.out`, transcript(['convert', name, '--write'], written))
    assert.doesNotMatch(wavec(['audit', name], root).stdout, mended)
    const after = readFileSync(join(root, name, 'orders.yaml'), 'utf8')
    wavec(['convert', name, '--write'], root)
    assert.equal(readFileSync(join(root, name, 'orders.yaml'), 'utf8'), after, 'a second run changes nothing')
  })
}

test('nothing to convert', () => {
  assert.match(wavec(['convert', 'hook-succeeded'], folder).stdout, /^no Helm hook/)
})
