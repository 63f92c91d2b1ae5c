import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { podSelectorOf, selectorKeys, selects } from '../../src/refs/selector.ts'

const labels = { app: 'orders', tier: 'backend' }

function object(kind: string, selector: JsonObject, key = 'selector'): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name: 'x' }, spec: { [key]: selector } }
}

const cases: readonly (readonly [string, Manifest, boolean])[] = [
  ['a Service by equal labels', object('Service', { app: 'orders' }), true],
  ['a Service by another value', object('Service', { app: 'other' }), false],
  ['a Service without selector entries matches nothing', object('Service', {}), false],
  ['an empty LabelSelector matches everything', object('PodDisruptionBudget', {}), true],
  ['matchLabels', object('Deployment', { matchLabels: { app: 'orders', tier: 'web' } }), false],
  ['In', object('Deployment', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'orders'] }] }), true],
  [
    'NotIn holds without the label',
    object('Deployment', { matchExpressions: [{ key: 'none', operator: 'NotIn', values: ['a'] }] }),
    true,
  ],
  ['NotIn', object('Deployment', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['orders'] }] }), false],
  ['Exists', object('Deployment', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }), true],
  ['DoesNotExist', object('Deployment', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }), false],
  [
    'an unknown operator may take anything',
    object('Deployment', { matchExpressions: [{ key: 'tier', operator: 'Like' }] }),
    true,
  ],
  ['a NetworkPolicy', object('NetworkPolicy', { matchLabels: { app: 'orders' } }, 'podSelector'), true],
]

for (const [title, manifest, expected] of cases) {
  test(title, () => {
    const selector = podSelectorOf(manifest)
    assert.ok(selector)
    assert.equal(selects(selector, labels), expected)
  })
}

test('the label keys that a selector reads', () => {
  const selector = podSelectorOf(
    object('Deployment', { matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'Exists' }] }),
  )
  assert.deepEqual(selector && selectorKeys(selector), ['a', 'b'])
})
