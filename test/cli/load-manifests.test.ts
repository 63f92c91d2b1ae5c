import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadFromPaths } from '../../src/cli/load-manifests.ts'
import { programRenderer } from '../../src/connect/render.ts'

function repository(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

const nothing = programRenderer().render({ tool: 'kustomize', folder: 'x', files: new Map() })
const skip = !nothing.ok && nothing.problem === 'absent' ? 'no kubectl here' : false
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata: { a: "1" }\n'

test('kustomize itself renders, and every object knows its file', { skip }, () => {
  using repo = repository({
    'over/kustomization.yaml':
      'resources: [../base]\nnamePrefix: p-\nconfigMapGenerator: [{ name: made, literals: [A=b] }]\n',
    'base/kustomization.yaml': 'resources: [b.yaml]\nnamespace: shop\n',
    'base/b.yaml': configMap,
  })
  const { units, diagnostics } = loadFromPaths(['over'], repo.path, '')
  assert.deepEqual(diagnostics, [])
  const found = units[0]?.documents.map(({ manifest, file }) => [manifest.metadata.name, file])
  assert.deepEqual(found, [
    ['p-b', 'base/b.yaml'],
    ['p-made-b9t2424hkf', 'over/kustomization.yaml'],
  ])
})

test('what kustomize refuses is said in its words', { skip }, () => {
  using repo = repository({
    'kustomization.yaml': 'resources: [b.yaml]\nnamespace: shop\nimages: [{ newTag: 3 }]\n',
    'b.yaml': configMap,
  })
  const [found] = loadFromPaths(['.'], repo.path, '').diagnostics
  assert.equal(found?.code, 'manifests/not-rendered')
  assert.match(found?.why ?? '', /^kustomize v[\d.]+: .*newTag/)
})

test('files, a folder elsewhere, and a link inside', () => {
  using repo = repository({ 'a/b.yaml': configMap, 'c/d.yaml': configMap.replace('name: b', 'name: d') })
  symlinkSync('../a', join(repo.path, 'c/linked'))
  assert.deepEqual(namesIn(loadFromPaths(['c/d.yaml', 'a/b.yaml'], repo.path, '').units), ['d', 'b'])
  assert.deepEqual(namesIn(loadFromPaths(['../a'], join(repo.path, 'c'), '').units), ['b'])
  assert.deepEqual(namesIn(loadFromPaths(['c'], repo.path, '').units), ['d', 'b'])
})

function namesIn(units: ReturnType<typeof loadFromPaths>['units']): readonly string[] {
  return units.flatMap(({ documents }) => documents.map(({ manifest }) => manifest.metadata.name))
}
