// A candidate gets copies of the workload's config, because Argo CD applies the originals only after it has run.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { edit, repository } from '../cli/repository.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'

// Defined above the tests, because the first one starts as soon as it is declared.
const app = 'waves/orders/app/app.yaml'
const settings = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { MODE: fast }\n'

test('a ConfigMap of the input is copied, and the candidate reads the copy', (t) => {
  const { copies, candidate } = compiled(t)
  assert.equal(copies, 1)
  assert.match(candidate, /configMapRef:\n\s+name: settings-candidate\n/)
})

test('an external ConfigMap is not copied, even if the input contains it too', (t) => {
  const { copies, candidate } = compiled(t, '  external: [ConfigMap/settings]\n')
  assert.equal(copies, 0)
  assert.match(candidate, /configMapRef:\n\s+name: settings\n/)
})

function compiled(t: TestContext, more = '') {
  const root = repository(t)
  edit(root, app, '          ports:', '          envFrom: [{ configMapRef: { name: settings } }]\n          ports:')
  appendFileSync(join(root, app), settings)
  appendFileSync(join(root, 'waves/orders/pipeline.yaml'), more)
  const { diagnostics, pipelines } = compileAll(diskTree(root), 'waves', { runner: standIn, renderer: noProgram })
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
  const texts = pipelines.flatMap(({ files }) => files.map(({ text }) => text))
  return {
    copies: texts.join('\n').split(/\n {2}name: settings-candidate\n/).length - 1,
    candidate: texts.find((text) => text.includes('wavec.dev/stage: deploy')) ?? '',
  }
}
