import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { asOnlyWriter, writerIn } from '../../src/connect/writer-lock.ts'
import { killAtWrite } from '../support/kill-at-write.ts'
import { program, wavec, type Ran } from './cli.ts'
import { emptyFolder, read } from './output/workspace.ts'
import { addPipelines, commit, edit, git, repository } from './repository.ts'

const names = Array.from({ length: 8 }, (_, index) => `service-${index}`)
const lock = '.wavec-lock'

for (const { count, rounds } of [
  { count: 2, rounds: 5 },
  { count: 3, rounds: 3 },
]) {
  test(`of ${count} compiles at once each ends with 0, and the tree is current (${rounds} rounds)`, async (t) => {
    for (let round = 0; round < rounds; round++) {
      const root = repository(t)
      addPipelines(root, names)
      const ran = await Promise.all(Array.from({ length: count }, () => start(['compile'], root).end))
      assert.deepEqual(
        ran.map(({ exit }) => exit),
        Array.from({ length: count }, () => 0),
        ran.map(({ stderr }) => stderr).join(''),
      )
      assert.match(wavec(['compile'], root).stdout, /next: nothing, manifests are current/)
      assert.deepEqual(leftIn(root), [])
    }
  })
}

test('a second writer says once on whom it waits, and compiles what the first has left', async (t) => {
  const root = repository(t)
  const end = await asOnlyWriter(
    root,
    async () => {
      const second = start(['compile'], root)
      await second.saysOnStderr('waiting')
      edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
      return () => second.end
    },
    never,
  )
  const { exit, stderr } = await end()
  assert.equal(exit, 0)
  assert.match(stderr, /^wavec: waiting for wavec .* \(process \d+ on .*, started \d+ s ago\), which writes here\n$/)
  assert.match(wavec(['compile'], root).stdout, /manifests are current/)
})

test('a writer that waited 10 s gives up, names the process, and writes nothing', async (t) => {
  const root = repository(t)
  const before = read(root)
  await asOnlyWriter(
    root,
    async () => {
      const { exit, stderr } = await start(['compile'], root).end
      assert.equal(exit, 2)
      assert.match(
        stderr,
        new RegExp(`process ${process.pid} on .* has been writing here for 10 s\\nnext: ps -p ${process.pid}`),
      )
    },
    never,
  )
  assert.deepEqual(read(root), before)
})

test('two releases set at once in one spec are both there', async (t) => {
  const root = repository(t)
  addPipelines(root, ['other'])
  const both = await asOnlyWriter(
    root,
    async () => {
      const started = ['v7', 'v7'].map((release, at) =>
        start(['set', ['orders', 'other'][at] ?? '', '--release', release], root),
      )
      for (const each of started) await each.saysOnStderr('waiting')
      return started.map(({ end }) => end)
    },
    never,
  )
  assert.deepEqual(
    (await Promise.all(both)).map(({ exit }) => exit),
    [0, 0],
  )
  for (const name of ['orders', 'other'])
    assert.match(readFileSync(join(root, `waves/${name}/app/app.yaml`), 'utf8'), /:v7/)
})

test('two proposals at once: the second keeps what the first has written', async (t) => {
  const root = emptyFolder(t)
  mkdirSync(join(root, 'migrations'))
  writeFileSync(join(root, 'migrations/V1__a.sql'), 'create table a (id int);\n')
  const ran = await Promise.all([start(['init'], root).end, start(['init'], root).end])
  for (const { exit, stderr } of ran) assert.ok(exit !== 2, stderr)
})

test('check waits for a compile that is half done, and then finds nothing', async (t) => {
  const root = repository(t)
  assert.equal(wavec(['compile'], root).exit, 0)
  const [place, away] = [join(root, 'manifests/default/orders'), join(root, 'away')]
  const before = wavec(['check'], root)
  const checked = await asOnlyWriter(
    root,
    async () => {
      renameSync(place, away)
      const check = start(['check'], root)
      await check.saysOnStderr('waiting')
      renameSync(away, place)
      return () => check.end
    },
    never,
  )
  const { exit, stdout } = await checked()
  assert.deepEqual([exit, stdout], [before.exit, before.stdout])
})

test('the lock of a killed compile stops no other, and git does not see it', async (t) => {
  const kill = killAtWrite(t)
  const original = repository(t)
  addPipelines(original, names)
  const { changes } = kill(copied(t, original))
  for (const at of [4, 5, Math.floor(changes / 2), changes - 4]) {
    const root = copied(t, original)
    commit(root)
    assert.equal(kill(root, at).result, 'killed')
    assert.ok(
      readdirSync(root).some((name) => name.startsWith(lock)),
      `no lock at write ${at} of ${changes}`,
    )
    assert.doesNotMatch(git(root, 'status', '--porcelain', '--untracked-files=all'), /wavec-lock/)
    const ran = await Promise.all([1, 2, 3].map(() => start(['compile'], root).end))
    for (const { exit, stderr } of ran) assert.equal(exit, 0, stderr)
    assert.match(wavec(['compile'], root).stdout, /manifests are current/)
    assert.deepEqual(leftIn(root), [])
  }
})

test('a lock from another host counts for ten minutes, and one that cannot be read for none', (t) => {
  const root = repository(t)
  const plant = (text: string): void => {
    mkdirSync(join(root, lock))
    writeFileSync(join(root, lock, 'holder'), text)
  }
  const elsewhere = { id: 'a', pid: 1, host: 'elsewhere', namespace: '', born: '', verb: 'compile' }
  for (const text of [
    JSON.stringify({ ...elsewhere, since: Date.now() - 601_000 }),
    JSON.stringify({ ...elsewhere, since: Date.now() + 100_000_000 }),
    JSON.stringify({ ...elsewhere, id: '../../../etc', since: 0 }),
    '',
    'x',
  ]) {
    plant(text)
    assert.equal(wavec(['compile'], root).exit, 0, text)
    assert.deepEqual(leftIn(root), [], text)
  }
  plant(JSON.stringify({ ...elsewhere, since: Date.now() - 100_000 }))
  assert.equal(writerIn(root)?.host, 'elsewhere')
})

interface Started {
  readonly end: Promise<Ran>
  saysOnStderr(word: string): Promise<void>
}

function start(args: readonly string[], cwd: string): Started {
  const env = { ...process.env, CI: undefined }
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)))
  const end = once(child, 'close').then(() => ({ exit: child.exitCode, ...output }))
  return {
    end,
    saysOnStderr: async (word) => {
      while (!output.stderr.includes(word)) {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output.stderr}`)
        await once(child.stderr, 'data')
      }
    },
  }
}

function copied(t: TestContext, original: string): string {
  const root = emptyFolder(t)
  for (const [path, text] of Object.entries(read(original))) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

function leftIn(root: string): string[] {
  return [root, join(root, 'manifests')]
    .flatMap((folder) => readdirSync(folder))
    .filter((name) => name.startsWith('.wavec-'))
}

function never(line: string): never {
  throw new Error(line)
}
