// Whole compiles of kustomizations and charts, as in golden.test.ts, by the programs that are installed here. The
// manifests contain the version, so the comparison ignores it.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { compileAll } from '../src/project/compile/compile-all.ts'
import { diskTree } from '../src/connect/disk.ts'
import { hasErrors } from '../src/diagnostic/diagnostic.ts'
import { golden, repository } from './support/golden.ts'
import { renderer, withoutProgram } from './support/renderers.ts'
import { standIn } from './support/runner-program.ts'

const folder = 'test/rendered'

for (const name of readdirSync(join(repository, folder)).sort()) {
  const tool = name.startsWith('helm') ? 'helm' : 'kustomize'
  test(`rendered ${name}`, { skip: withoutProgram(tool) }, () => {
    const { files, diagnostics } = compileAll(diskTree(join(repository, folder, name)), 'waves', {
      runner: standIn,
      renderer,
    })
    assert.equal(hasErrors(diagnostics), false, JSON.stringify(diagnostics, null, 2))
    for (const { path, text } of files) golden(`${folder}/${name}/manifests/${path}`, withoutVersion(text))
    assert.deepEqual(filesIn(join(repository, folder, name, 'manifests')), files.map(({ path }) => path).sort())
  })
}

function withoutVersion(text: string): string {
  return text.replace(/^(# Rendered by \w+) v\S+/m, '$1 (its version)')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort()
}
