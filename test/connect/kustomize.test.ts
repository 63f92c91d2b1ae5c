import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { renderKustomization } from '../../src/connect/kustomize.ts'
import { loadSources } from '../../src/manifest/sources.ts'

function repository(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

const kustomize = renderKustomization(tmpdir(), '.')
const isInstalled = !kustomize.ok && !kustomize.why.includes('installed')

test(
  'kustomize itself renders, and every object knows its file',
  { skip: isInstalled ? false : 'no kubectl here' },
  () => {
    using repo = repository({
      'over/kustomization.yaml':
        'resources: [../base]\nnamePrefix: p-\nconfigMapGenerator: [{ name: made, literals: [A=b] }]\n',
      'base/kustomization.yaml': 'resources: [b.yaml]\nnamespace: shop\n',
      'base/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata: { a: "1" }\n',
    })
    const render = (folder: string) => renderKustomization(repo.path, folder)
    const { units, diagnostics } = loadSources({ tree: diskTree(repo.path), paths: ['over'], render })
    assert.deepEqual(diagnostics, [])
    const found = units[0]?.documents.map(({ manifest, file }) => [manifest.metadata.name, file])
    assert.deepEqual(found, [
      ['p-b', 'base/b.yaml'],
      ['p-made-b9t2424hkf', 'over/kustomization.yaml'],
    ])
  },
)

test('what kustomize refuses is said in its words', { skip: isInstalled ? false : 'no kubectl here' }, () => {
  using repo = repository({ 'kustomization.yaml': 'resources: [gone.yaml]\nnamespace: shop\n' })
  const rendered = renderKustomization(repo.path, '.')
  assert.ok(!rendered.ok && rendered.why.includes('gone.yaml'), JSON.stringify(rendered))
})
