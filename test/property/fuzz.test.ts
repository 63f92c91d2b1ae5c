// Hostile input: a fixed set of mutated samples, and arbitrary text as a file; `npm run bench -- fuzz` runs more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuzzCase } from '../bench/fuzz/pipeline-case.ts'
import { filesTree } from '../bench/fuzz/files-tree.ts'
import { fuzzSamples } from '../bench/fuzz/samples.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { loadPipeline } from '../../src/pipeline/load.ts'
import { repository } from '../support/golden.ts'

const samples = fuzzSamples(repository)

test('the samples are complete, and compile without mutations', () => {
  assert.ok(samples.length >= 9, `${samples.length} samples`)
})

test('300 mutated samples are refused or compiled, without a crash or a partial tree', () => {
  const results = { refused: 0, compiled: 0 }
  for (let seed = 1; seed <= 300; seed++) {
    const { problem, result } = fuzzCase(samples, seed)
    assert.ok(problem === undefined || problem.startsWith('took '), `seed ${seed}: ${problem}`)
    results[result]++
  }
  assert.ok(results.refused > 30 && results.compiled > 30, JSON.stringify(results))
})

test('the same seed gives the same case', () => {
  const [one, other] = [fuzzCase(samples, 7), fuzzCase(samples, 7)]
  assert.deepEqual([...one.files], [...other.files])
  assert.equal(one.result, other.result)
})

test('arbitrary text as a spec or a manifest is reported, not thrown', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }))
  fc.assert(
    fc.property(text, (any) => {
      const { value, diagnostics } = loadPipeline(
        filesTree(new Map([['waves/x/pipeline.yaml', any]])),
        'waves/x/pipeline.yaml',
      )
      assert.ok(value === undefined && diagnostics.length > 0)
      loadManifests('x.yaml', any)
    }),
    { seed: 42, numRuns: 300 },
  )
})

test('arbitrary values in place of any part of a spec are reported, not thrown', () => {
  const base = { apiVersion: 'wavec.dev/v1', kind: 'Pipeline', metadata: { name: 'x', namespace: 'y' } }
  const keys = [
    'database',
    'migrations',
    'workload',
    'smokeTest',
    'deploy',
    'skip',
    'jobs',
    'pod',
    'profile',
    'attempt',
    'environments',
  ]
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 3 })), (spec) => {
      const file = 'waves/x/pipeline.yaml'
      const { diagnostics } = loadPipeline(filesTree(new Map([[file, JSON.stringify({ ...base, spec })]])), file)
      assert.ok(diagnostics.length > 0)
    }),
    { seed: 43, numRuns: 300 },
  )
})
