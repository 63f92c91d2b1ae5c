import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from 'node:test'
import { generation } from './generation.ts'
import { emptyFolder, read, run, type Files } from './workspace.ts'

const kills = 15
const writer = new URL('./kill-writer.ts', import.meta.url).pathname

/** Pseudo-random numbers below 1, the same in every run (Park and Miller, 1988). */
function* randoms(seed: number): Generator<number, number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647
    yield state / 2_147_483_647
  }
}

test(`a process killed at ${kills} random moments: each file whole, and the next run ends as if nothing had been`, async (t) => {
  const start = emptyFolder(t)
  run(start, generation(1))
  const end = emptyFolder(t)
  run(end, generation(2))
  const [before, after] = [read(start), read(end)]
  const random = randoms(20_240_501)
  let midway = 0
  for (let round = 0; round < kills; round++) {
    const root = emptyFolder(t)
    cpSync(start, root, { recursive: true })
    await killedRun(root, random.next().value * 60)
    if (existsSync(join(root, 'manifests/.wavec-staging'))) midway++
    assertWhole(read(root), before, after)
    assert.deepEqual(run(root, generation(2)).conflicts, [])
    assert.deepEqual(read(root), after)
  }
  t.diagnostic(`${midway} of ${kills} kills hit a run midway`)
  assert.ok(midway > 0, 'no kill hit a run midway')
})

/** Kills the writer some milliseconds after it began to write, which the start of the process would drown. */
async function killedRun(root: string, milliseconds: number): Promise<void> {
  const begun = new AbortController()
  const watcher = watch(join(root, 'manifests'), () => begun.abort())
  const child = spawn(process.execPath, ['--import', 'tsx', writer, root, '2'], { stdio: 'inherit' })
  const exited = once(child, 'exit')
  await Promise.race([exited, once(begun.signal, 'abort')])
  await Promise.race([exited, setTimeout(milliseconds)])
  child.kill('SIGKILL')
  await exited
  watcher.close()
}

function assertWhole(files: Files, before: Files, after: Files): void {
  const own = (path: string): boolean => path.startsWith('manifests/.wavec')
  for (const [path, text] of Object.entries(files)) {
    if (!own(path) && !path.endsWith('/')) assert.ok(text === before[path] || text === after[path], path)
  }
  for (const path of Object.keys(before)) assert.ok(path in files || !(path in after), `${path} is gone`)
}
