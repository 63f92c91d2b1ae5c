// Each test/diagnostics/drift/<name>/<case>/ is a state of manifests/: files `written` by an earlier run and so on its
// list, files `committed` now (if absent, the same), and the output `compiled` from the specs; `expected.out` is the report
// of check.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { textsOf } from '../../src/project/texts.ts'
import { driftOf, interruptionOf, listDriftOf } from '../../src/project/output/drift.ts'
import { planOutput } from '../../src/project/output/plan-output.ts'
import { readState } from '../../src/project/output/state.ts'
import { summed } from '../../src/project/output/summed.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { written } from '../../src/diagnostic/line.ts'
import { textLines } from '../../src/report/index.ts'
import { golden, repository } from '../support/golden.ts'
import { emptyFolder, read, run, write, type Files } from './output/workspace.ts'

const family = 'test/diagnostics/drift'

for (const name of readdirSync(join(repository, family))) {
  for (const example of readdirSync(join(repository, family, name))) {
    test(`drift/${name}/${example}`, (t) => {
      const root = emptyFolder(t)
      const folder = `${family}/${name}/${example}`
      run(root, filesIn(`${folder}/written`))
      if (existsSync(join(repository, folder, 'committed'))) commit(root, filesIn(`${folder}/committed`))
      const found = checkOutput(root, filesIn(`${folder}/compiled`))
      assert.ok(found.includes(` drift/${name}\n`), `drift/${name} is not reported`)
      golden(`${folder}/expected.out`, found)
    })
  }
}

function filesIn(folder: string): Files {
  return existsSync(join(repository, folder)) ? read(join(repository, folder)) : {}
}

function commit(root: string, committed: Files): void {
  for (const entry of readdirSync(join(root, 'manifests'))) {
    if (entry !== '.wavec') rmSync(join(root, 'manifests', entry), { recursive: true })
  }
  write(join(root, 'manifests'), committed)
}

function checkOutput(root: string, compiled: Files): string {
  const tree = diskTree(root)
  const state = readState(tree)
  const files = Object.entries(compiled).map(([path, text]) => summed({ path, text }))
  const plan = planOutput({ files, version: '0.1.0' }, state, (path) => tree.read(path))
  const drift = driftOf(plan, tree)
  if (drift.length === 0) drift.push(...listDriftOf(plan, state, tree))
  return written(
    textLines({
      diagnostics: [...drift, ...interruptionOf(state, 'open')],
      textOf: textsOf(tree),
      summary: '',
    }),
  )
}
