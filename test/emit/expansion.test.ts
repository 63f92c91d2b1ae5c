import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeExpansion } from '../../src/emit/argocd/expansion.ts'

/** Expands a value like the kubelet (k8s.io/kubernetes/third_party/forked/golang/expansion/expand.go). */
function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(\$|\(([^)]*)\))/g, (all, operand: string, name: string) =>
    operand === '$' ? '$' : (variables[name] ?? all),
  )
}

test('escaped text survives the expansion unchanged, for all variables', () => {
  const text = fc.array(fc.constantFrom('$', '(', ')', 'A', '$$', '$(A)', '${A}', ' ')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (original) => assert.equal(expand(escapeExpansion(original), { A: 'expanded' }), original)),
    { seed: 1, numRuns: 2000 },
  )
})

test('dollar quotes in SQL survive the expansion', () => {
  assert.equal(expand('select $$ $(A) $$', { A: 'x' }), 'select $ x $')
  assert.equal(expand(escapeExpansion('select $$ $(A) $$'), { A: 'x' }), 'select $$ $(A) $$')
})
