// Each test/diagnostics/drift/<name>/ is a state of manifests/: what an earlier run had `written` (so that the list
// knows it), what is `committed` now (absent: the same), what the specs are `compiled` to; `check.out` is what check
// says about it.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { textsOf } from '../../src/cli/findings.ts'
import { driftOf, interruptionOf, listDriftOf } from '../../src/cli/output/drift.ts'
import { planOutput } from '../../src/cli/output/plan-output.ts'
import { readState } from '../../src/cli/output/state.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { codes } from '../../src/diagnostic/codes/index.ts'
import { render } from '../../src/report/index.ts'
import { golden } from './golden.ts'
import { emptyFolder, read, run, write, type Files } from './output/workspace.ts'

const cases = fileURLToPath(new URL('../diagnostics/drift', import.meta.url))

test('each code of the family has a case that reports it', () => {
  const family = codes.filter((code) => code.startsWith('drift/')).map((code) => code.slice('drift/'.length))
  assert.deepEqual(readdirSync(cases).sort(), family)
})

for (const name of readdirSync(cases)) {
  test(`drift/${name}`, (t) => {
    const root = emptyFolder(t)
    const part = (folder: string): Files => (existsSync(join(cases, name, folder)) ? read(join(cases, name, folder)) : {})
    run(root, part('written'))
    if (existsSync(join(cases, name, 'committed'))) commit(root, part('committed'))
    const found = checkOutput(root, part('compiled'))
    assert.ok(found.includes(` drift/${name}\n`), `drift/${name} is not reported`)
    golden(join(cases, name, 'check.out'), found)
  })
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
  const files = Object.entries(compiled).map(([path, text]) => ({ path, text }))
  const plan = planOutput({ files, version: '0.1.0' }, state, (path) => tree.read(path))
  const drift = driftOf(plan, tree)
  if (drift.length === 0) drift.push(...listDriftOf(plan, state, tree))
  return render({ diagnostics: [...drift, ...interruptionOf(state, 'open')], textOf: textsOf(tree), summary: '' }, 'text')
}
