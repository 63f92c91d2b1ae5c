import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { program, wavec } from './cli.ts'
import { emptyFolder, read, type Files } from './output/workspace.ts'
import { addPipelines, edit, repository } from './repository.ts'

const kills = 15
const names = Array.from({ length: 30 }, (_, index) => `service-${index}`)

test(`compile killed at ${kills} random moments: each file whole, and the next run ends as if nothing had been`, async (t) => {
  const { changed, before, after } = prepare(t)
  const random = randoms(20_240_501)
  let midway = 0
  for (let round = 0; round < kills; round++) {
    const root = emptyFolder(t)
    cpSync(changed, root, { recursive: true })
    await killedRun(root, random.next().value * 60)
    if (existsSync(join(root, 'manifests/.wavec-staging'))) midway++
    assertWhole(read(root), before, after)
    assert.equal(wavec(['compile'], root).exit, 0)
    assert.deepEqual(read(root), after)
  }
  t.diagnostic(`${midway} of ${kills} kills hit a run midway`)
  assert.ok(midway > 0, 'no kill hit a run midway')
})

/** A tree that was compiled and then changed: most files will change, some pipelines go, some come. */
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

/** Kills the process some milliseconds after it began to write; its start would swallow them. */
async function killedRun(root: string, milliseconds: number): Promise<void> {
  const begun = new AbortController()
  const watcher = watch(join(root, 'manifests'), () => begun.abort())
  const child = spawn(process.execPath, [program, 'compile'], { cwd: root, stdio: 'ignore' })
  const exited = once(child, 'exit')
  await Promise.race([exited, once(begun.signal, 'abort')])
  await Promise.race([exited, setTimeout(milliseconds)])
  child.kill('SIGKILL')
  await exited
  watcher.close()
}

/** Every file is the old or the new text, and none is absent that is in both states. */
function assertWhole(files: Files, before: Files, after: Files): void {
  const generated = Object.entries(files).filter(
    ([path]) => path.startsWith('manifests/') && !path.startsWith('manifests/.wavec'),
  )
  for (const [path, text] of generated) {
    if (!path.endsWith('/')) assert.ok(text === before[path] || text === after[path], path)
  }
  for (const path of Object.keys(before)) assert.ok(path in files || !(path in after), `${path} is gone`)
}

/** Pseudo-random numbers below 1, the same in every run (Park and Miller, 1988). */
function* randoms(seed: number): Generator<number, number> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state / 2_147_483_647
  }
}
