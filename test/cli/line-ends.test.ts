// A checkout of Git for Windows, whose default is core.autocrlf=true: every text file has CR LF at its ends.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { wavec } from './cli.ts'
import { emptyFolder } from './output/workspace.ts'
import { commit, edit, repository } from './repository.ts'

function onWindows(t: TestContext): string {
  const origin = repository(t)
  assert.equal(wavec(['compile'], origin).exit, 0)
  commit(origin)
  const root = join(emptyFolder(t), 'clone')
  execFileSync('git', ['-c', 'core.autocrlf=true', 'clone', '-q', '-c', 'core.autocrlf=true', origin, root])
  assert.match(readFileSync(join(root, 'manifests/.wavec'), 'latin1'), /\r\n/)
  assert.match(readFileSync(join(root, 'waves/orders/migrations/V1__orders.sql'), 'latin1'), /\r\n/)
  return root
}

function changed(root: string): string {
  return execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
}

test('compile and check find every file as it was committed', (t) => {
  const root = onWindows(t)
  const { exit, stdout } = wavec(['compile'], root)
  assert.equal(exit, 0, stdout)
  assert.match(stdout, /manifests are current/)
  assert.equal(changed(root), '')
  const checked = wavec(['check'], root)
  assert.equal(checked.exit, 0, checked.stdout)
  assert.doesNotMatch(checked.stdout, /drift|by hand/)
  assert.match(checked.stdout, /0 errors/)
})

test('a change is compiled, and a file that was changed by hand is still found', (t) => {
  const root = onWindows(t)
  edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
  assert.equal(wavec(['compile'], root).exit, 0)
  assert.match(changed(root), /manifests\/default\/orders/)
  const file = join(root, 'manifests/default/orders/README.md')
  writeFileSync(file, `${readFileSync(file, 'utf8')}by hand\r\n`)
  const { exit, stdout, stderr } = wavec(['compile'], root)
  assert.equal(exit, 1)
  assert.match(stdout + stderr, /changed by hand/)
})
