/** Checks beyond the schema, for one emitted object among the others of its folder. Each returns `path: reason`. */
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { containerProblems } from './containers.ts'
import { jobProblems, stageProblems, tokenProblems } from './jobs.ts'
import { metadataProblems, sizeProblems } from './metadata.ts'
import { podSecurityProblems } from './pod-security.ts'
import { secretProblems, stepProblems, versionProblems } from './steps.ts'

export function structureProblems(manifest: Manifest, siblings: readonly Manifest[]): readonly string[] {
  return [
    metadataProblems,
    sizeProblems,
    containerProblems,
    jobProblems,
    stageProblems,
    podSecurityProblems,
    stepProblems,
    versionProblems,
    secretProblems,
    (job: Manifest) => tokenProblems(job, siblings),
  ].flatMap((check) => check(manifest))
}
