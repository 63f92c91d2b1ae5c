import { textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { generateNameOf, named, targetOf } from './engine/target.ts'
import type { Operation } from './simulation.ts'
import { liveKey } from './world/world.ts'

/** An object, under the names by which a user may refer to it. */
export interface Named {
  readonly key: string
  readonly name: string
  /** The stage that wavec emitted it for, if any. */
  readonly stage: string | undefined
}

const stageLabel = 'wavec.dev/stage'

/** Every object of the simulation once, in reading order. */
export function namedObjects(manifests: readonly Manifest[], operation: Operation): readonly Named[] {
  const found = new Map<string, Named>()
  for (const manifest of manifests) {
    for (const key of keysOf(manifest, operation)) {
      if (found.has(key)) continue
      const { kind, metadata } = manifest
      const stage = kind === 'Job' ? textAt(metadata, 'labels', stageLabel) : undefined
      found.set(key, { key, name: `${kind}/${metadata.name}`, stage })
    }
  }
  return [...found.values()]
}

/** A hook with generateName gets a different name in each phase. */
function keysOf(manifest: Manifest, operation: Operation): readonly string[] {
  if (generateNameOf(manifest) === undefined) return [liveKey(manifest, operation.namespace)]
  const target = targetOf(manifest, operation.namespace)
  return target.phases.map((phase) => named(target, phase, operation).liveKey)
}

/** The objects that a word refers to, by the most exact reading that matches: key, wavec stage, `Kind/name`, name. */
export function findObjects(word: string, objects: readonly Named[]): readonly Named[] {
  const readings: readonly ((object: Named) => boolean)[] = [
    ({ key }) => key === word,
    ({ stage }) => stage === word,
    ({ name }) => name === word,
    ({ name }) => name.slice(name.indexOf('/') + 1) === word,
  ]
  for (const reading of readings) {
    const found = objects.filter(reading)
    if (found.length > 0) return found
  }
  return []
}
