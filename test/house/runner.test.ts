// The program of the Jobs is part of every manifest: the same source has to give the same bytes on every machine.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { builtRunner } from '../support/program.ts'
import { repository } from '../support/golden.ts'
import { nodes } from '../support/nodes.ts'

for (const { version, path, skip } of nodes) {
  test(`Node ${version} builds the same program for the Jobs`, { skip }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wavec-runner-'))
    try {
      const file = join(folder, 'runner.br')
      const build = [join(repository, 'bin/build.mjs'), '--runner', file]
      const { status, stderr } = spawnSync(path, build, { encoding: 'utf8', cwd: folder })
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      assert.ok(readFileSync(file).equals(readFileSync(await builtRunner())))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}

test('it names no path of this machine, loads nothing beside Node, and brings its notices', async () => {
  const text = brotliDecompressSync(readFileSync(await builtRunner())).toString()
  assert.ok(!text.includes(repository.slice(0, -1)))
  const required = new Set(
    [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name.replace('node:', '')),
  )
  const { builtinModules } = await import('node:module')
  const own = [...required].filter((name) => !builtinModules.includes(name) && name !== 'pg-native')
  // Verbs that it has not; main.ts starts no other than `run`.
  assert.deepEqual(
    own.filter((name) => !/^\.\/[\w-]+\.ts$/.test(name)),
    [],
  )
  assert.match(text, /Licence: MIT[\s\S]*Copyright[\s\S]*\*\/\n$/)
})
