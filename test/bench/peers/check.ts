/** A peer that does less than wavec makes wavec look slow; one that does something else makes the ratio meaningless. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadManifests } from '../../../src/manifest/load.ts'
import { cdk8sChart, objectsIn } from './cdk8s.ts'
import type { Output } from './output.ts'
import type { Parameterised } from './parameters.ts'

export function checkBytes(wavec: Output, bareNode: Output): void {
  assert.deepEqual(bareNode, wavec, 'bare node wrote other bytes than wavec')
}

/** The first service of each shape: the others come from the same code. */
export function checkObjects({ shapes, services }: Parameterised, cwd: string): void {
  for (const [shape, { example }] of shapes.entries()) {
    const chart = cdk8sChart(services.findIndex((service) => service.shape === shape))
    const made = loadManifests(chart, readFileSync(join(cwd, chart), 'utf8')).manifests.map(({ manifest }) => manifest)
    assert.deepEqual(made, objectsIn(example), 'cdk8s made other objects than wavec')
  }
}
