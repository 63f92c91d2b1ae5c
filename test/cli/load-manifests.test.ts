import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadFromPaths } from '../../src/cli/load-manifests.ts'
import { noProgram } from '../support/recorded-renderers.ts'

function repository(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

const noText = (): string => ''
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata: { a: "1" }\n'

test('loads files, a folder elsewhere, and a link inside', () => {
  using repo = repository({ 'a/b.yaml': configMap, 'c/d.yaml': configMap.replace('name: b', 'name: d') })
  symlinkSync('../a', join(repo.path, 'c/linked'))
  assert.deepEqual(
    namesIn(loadFromPaths(['c/d.yaml', 'a/b.yaml'], { cwd: repo.path, renderer: noProgram, stdin: noText }, '').units),
    ['d', 'b'],
  )
  assert.deepEqual(
    namesIn(loadFromPaths(['../a'], { cwd: join(repo.path, 'c'), renderer: noProgram, stdin: noText }, '').units),
    ['b'],
  )
  assert.deepEqual(namesIn(loadFromPaths(['c'], { cwd: repo.path, renderer: noProgram, stdin: noText }, '').units), [
    'd',
    'b',
  ])
})

function namesIn(units: ReturnType<typeof loadFromPaths>['units']): readonly string[] {
  return units.flatMap(({ documents }) => documents.map(({ manifest }) => manifest.metadata.name))
}
