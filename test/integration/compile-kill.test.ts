// compile is killed before each of its changes to the disk, in one run each: every file is complete, and the next run
// gives the same result as an undisturbed one.
import assert from 'node:assert/strict'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { killAtWrite } from '../support/kill-at-write.ts'
import { wavec } from '../cli/cli.ts'
import { emptyFolder, read } from '../cli/output/workspace.ts'
import { addPipelines, edit, repository } from '../cli/repository.ts'

test('compile killed before any of its writes leaves complete files, and the next run finishes', (t) => {
  const changed = repository(t)
  addPipelines(changed, ['gone', 'stays'])
  assert.equal(wavec(['compile'], changed).exit, 0)
  const before = read(changed)
  edit(changed, 'waves/stays/app/app.yaml', 'v2.3.1', 'v2.4.0')
  rmSync(join(changed, 'waves/gone'), { recursive: true })
  const whole = emptyFolder(t)
  cpSync(changed, whole, { recursive: true })
  assert.equal(wavec(['compile'], whole).exit, 0)
  const after = read(whole)
  const compile = killAtWrite(t)
  let killed = 0
  for (let at = 1; ; at++) {
    const root = emptyFolder(t)
    cpSync(changed, root, { recursive: true })
    if (compile(root, at).result !== 'killed') break
    killed++
    for (const [path, text] of Object.entries(read(root))) {
      if (!path.startsWith('manifests/') || path.startsWith('manifests/.wavec') || path.endsWith('/')) continue
      assert.ok(text === before[path] || text === after[path], `${path} after a kill at write ${at}`)
    }
    assert.equal(wavec(['compile'], root).exit, 0, `the run after a kill at write ${at}`)
    assert.deepEqual(withoutLocks(read(root)), after, `the run after a kill at write ${at}`)
  }
  t.diagnostic(`${killed} writes, each killed once`)
  assert.ok(killed > 10, `only ${killed} writes were seen`)
})

/** A lock that was being made when its process was killed stays for ten minutes; git takes no empty folder. */
function withoutLocks(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([path]) => !/^\.wavec-lock-[^/]+\/$/.test(path)))
}
