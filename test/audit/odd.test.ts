// Malformed and unknown manifests, as they occur in other people's repositories.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audit } from '../../src/audit/index.ts'
import { loadSources } from '../../src/render/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'

function codesOf(text: string): readonly string[] {
  const tree = memoryTree({ 'a.yaml': text })
  const { units } = loadSources({ tree, paths: [''] })
  return audit(units).map(({ code }) => code)
}

test('an audit survives nulls, lists and numbers in place of maps and strings', () => {
  for (const value of ['null', '[]', '3', '"x"', '{ a: null }', '[null]']) {
    for (const field of ['annotations', 'labels']) {
      codesOf(
        `apiVersion: batch/v1\nkind: Job\nmetadata: { name: x, ${field}: ${value} }\nspec: { template: { spec: {} } }\n`,
      )
    }
    for (const kind of [
      'Job',
      'Secret',
      'ConfigMap',
      'Service',
      'Application',
      'RoleBinding',
      'Ingress',
      'Deployment',
    ]) {
      codesOf(
        `apiVersion: batch/v1\nkind: ${kind}\nmetadata: { name: x }\nspec: ${value}\ndata: ${value}\nsubjects: ${value}\n`,
      )
      codesOf(
        `apiVersion: batch/v1\nkind: ${kind}\nmetadata: { name: x }\nspec: { template: { spec: { containers: ${value}, volumes: ${value} } } }\n`,
      )
    }
  }
})

test('an unknown kind has waves and hooks as well', () => {
  const text =
    'apiVersion: example.com/v1\nkind: Odd\nmetadata:\n  name: x\n  annotations: { argocd.argoproj.io/hook: presync }\n'
  assert.deepEqual(codesOf(text), ['hook/unknown-type'])
})
