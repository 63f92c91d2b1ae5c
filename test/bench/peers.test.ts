// The bench generates the peer programs: a peer that writes less, or something else, makes every ratio meaningless.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { median, ratio } from './measure/interleave.ts'
import { parameterise, type OutputFile } from './peers/parameters.ts'
import { randomFrom } from './repository/random.ts'

function output(name: string, sum: string): readonly OutputFile[] {
  return [
    [`manifests/default/${name}/a.yaml`, `sum: "${sum}"\nsaid: \`\${v[0]}\\n\`\ntable: ${name.replace('-', '_')}\n`],
  ]
}

const outputs = [output('svc-0001', '0123456789ab'), output('svc-0002', 'ba9876543210'), [...output('svc-0003', 'x')]]

test('services that differ only in their parameters share a shape', () => {
  const { shapes, services } = parameterise(outputs)
  assert.equal(shapes.length, 2)
  assert.deepEqual(
    services.map(({ shape }) => shape),
    [0, 0, 1],
  )
})

test('the code of a shape reproduces each of its services', () => {
  const { shapes, services } = parameterise(outputs)
  const made = services.map(({ shape, values }) => {
    const files: unknown = runInNewContext(`(${shapes[shape]?.code})`, { v: values })
    return JSON.stringify(files)
  })
  assert.deepEqual(
    made,
    outputs.map((files) => JSON.stringify(files)),
  )
})

test('the same seed gives the same repository', () => {
  const drawn = (seed: number) => Array.from({ length: 3 }, () => randomFrom(seed).hex(8)).join()
  assert.equal(drawn(7), drawn(7))
  assert.notEqual(drawn(7), drawn(8))
})

test('a ratio is the median over the rounds, so a slow spell does not distort it', () => {
  assert.equal(median([5, 1, 3]), 3)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(ratio([20, 200, 22], [10, 100, 10]), 2)
})
