// Whole compiles: test/golden/<case>/waves compiles to test/golden/<case>/manifests, byte for byte.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { compileAll } from '../src/project/compile/compile-all.ts'
import { diskTree } from '../src/connect/disk.ts'
import { hasErrors } from '../src/diagnostic/diagnostic.ts'
import { golden } from './support/golden.ts'
import { renderer } from './support/renderers.ts'
import { standIn } from './support/runner-program.ts'

const root = fileURLToPath(new URL('golden/', import.meta.url))

for (const name of readdirSync(root).sort()) {
  test(`golden ${name}`, () => {
    const { files, locks, diagnostics } = compileAll(diskTree(join(root, name)), 'waves', { runner: standIn, renderer })
    assert.equal(hasErrors(diagnostics), false, JSON.stringify(diagnostics, null, 2))
    const folder = join(root, name, 'manifests')
    const compiled = new Map(files.map(({ path, text }) => [path, text]))
    if (process.env['UPDATE'] === '1') rewrite(folder, compiled)
    const committed = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    assert.deepEqual(committed.sort(), [...compiled.keys()].sort())
    for (const { path, text } of locks) golden(`test/golden/${name}/${path}`, text)
    for (const [path, text] of compiled) assert.equal(text, readFileSync(join(folder, path), 'utf8'), path)
  })
}

function rewrite(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
