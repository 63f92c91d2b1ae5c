// The reversals that compile writes do not depend on the cache file next to the program.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { repository } from '../support/golden.ts'

const index = 'manifests/default/catalog/30-migrations.yaml'

test('the index is the same without a cache file, with one, and with a damaged or outdated one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-undo-'))
  try {
    const memo = join(folder, 'bin/undo.cache')
    cpSync(join(repository, 'waves/catalog'), join(folder, 'waves/catalog'), { recursive: true })
    mkdirSync(join(folder, 'bin'))
    for (const name of ['wavec', 'compile.cjs', 'runner.br', 'package.json'])
      cpSync(join(repository, 'bin', name), join(folder, 'bin', name), { preserveTimestamps: true })
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
    const compiled = (): string => {
      rmSync(join(folder, 'manifests'), { recursive: true, force: true })
      const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/wavec'), 'compile'], {
        cwd: folder,
        env: { ...process.env, CI: undefined },
      })
      assert.equal(status, 0, String(stderr))
      return readFileSync(join(folder, index), 'utf8')
    }
    const first = compiled()
    assert.match(first, /"undo":\["ALTER TABLE products DROP COLUMN listed"\]/)
    assert.ok(existsSync(memo))
    assert.equal(compiled(), first)
    const kept = readFileSync(memo, 'utf8')
    const others = [
      kept.slice(0, 100),
      kept.replaceAll('listed', 'price').replace(/"build":"[^"]*"/, '"build":"another"'),
      '[]',
    ]
    for (const other of others) {
      writeFileSync(memo, other)
      assert.equal(compiled(), first)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
