// Argo CD's phases are listed once: a list of another order, or one that lacks a phase, would sort Jobs wrongly.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const list = /'PreSync'\s*[,|]\s*'Sync'/

test('only argocd/phases.ts lists the phases', () => {
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && list.test(readFileSync(`${src}${path}`, 'utf8')))
  assert.deepEqual(found, ['argocd/phases.ts'])
})
