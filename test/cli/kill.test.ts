import assert from 'node:assert/strict'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { killAtWrite } from '../support/kill-at-write.ts'
import { wavec } from './cli.ts'
import { emptyFolder, read, type Files } from './output/workspace.ts'
import { addPipelines, edit, repository } from './repository.ts'

const kills = 15
const names = Array.from({ length: 30 }, (_, index) => `service-${index}`)

test(`compile of a large change killed at ${kills} of its writes leaves complete files, and the next run finishes`, (t) => {
  const { changed, before, after } = prepare(t)
  const compile = killAtWrite(t)
  const { changes } = compile(copyOf(t, changed))
  assert.ok(changes > 10 * kills, `only ${changes} writes were seen`)
  let midway = 0
  for (let round = 0; round < kills; round++) {
    const root = copyOf(t, changed)
    const at = 1 + Math.floor((round * changes) / kills)
    assert.equal(compile(root, at).result, 'killed', `before write ${at} of ${changes}`)
    if (existsSync(join(root, 'manifests/.wavec-staging'))) midway++
    assertWhole(read(root), before, after)
    assert.equal(wavec(['compile'], root).exit, 0)
    assert.deepEqual(read(root), after)
  }
  t.diagnostic(`${changes} writes, ${midway} of ${kills} kills left a staging folder`)
  assert.ok(midway > kills / 2, `${midway} of ${kills} kills hit a run midway`)
})

function copyOf(t: TestContext, folder: string): string {
  const root = emptyFolder(t)
  cpSync(folder, root, { recursive: true })
  return root
}

/** A compiled tree whose specs then changed: most files will change, some pipelines are removed, some added. */
function prepare(t: TestContext): { readonly changed: string; readonly before: Files; readonly after: Files } {
  const changed = repository(t)
  addPipelines(changed, names)
  assert.equal(wavec(['compile'], changed).exit, 0)
  const before = read(changed)
  for (const name of names.slice(0, 20)) edit(changed, `waves/${name}/app/app.yaml`, 'v2.3.1', 'v2.4.0')
  for (const name of names.slice(20, 25)) rmSync(join(changed, 'waves', name), { recursive: true })
  addPipelines(changed, ['new-1', 'new-2', 'new-3'])
  const compiled = emptyFolder(t)
  cpSync(changed, compiled, { recursive: true })
  assert.equal(wavec(['compile'], compiled).exit, 0)
  return { changed, before, after: read(compiled) }
}

/** Every file has the old or the new text, and each file of both states exists. */
function assertWhole(files: Files, before: Files, after: Files): void {
  const generated = Object.entries(files).filter(
    ([path]) => path.startsWith('manifests/') && !path.startsWith('manifests/.wavec'),
  )
  for (const [path, text] of generated) {
    if (!path.endsWith('/')) assert.ok(text === before[path] || text === after[path], path)
  }
  for (const path of Object.keys(before)) assert.ok(path in files || !(path in after), `${path} is gone`)
}
