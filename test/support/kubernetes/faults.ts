import assert from 'node:assert/strict'
import type { Json, Manifest } from '../../../src/manifest/manifest.ts'
import { plant, type Path } from './plant.ts'
import { pipeline } from './samples.ts'
import { structureProblems } from './structure.ts'

export type Fault = readonly [title: string, right: Manifest, path: Path, value: Json | undefined, expected: RegExp]

export const pod = ['spec', 'template', 'spec']
export const main = [...pod, 'containers', 0]
export const sidecar = [...pod, 'initContainers', 0]

/** A valid Job with another init container. */
export function init(fields: { readonly [key: string]: Json }): Json {
  return [{ name: 'stamp', image: 'x@sha256:1', ...fields }]
}

/** Asserts that the planted fault is reported in the expected words. */
export function assertFound([title, manifest, path, value, expected]: Fault): void {
  const problems = structureProblems(plant(manifest, path, value), pipeline())
  const isFound = problems.some((problem) => expected.test(problem))
  assert.ok(isFound, `${title}: ${JSON.stringify(problems)}`)
}
