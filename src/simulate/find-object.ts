import { textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { generateNameOf, named, targetOf } from './engine/target.ts'
import type { Operation } from './simulation.ts'
import { liveKey } from './world/world.ts'

/** An object as a person may call it. */
export interface Named {
  readonly key: string
  readonly name: string
  /** Its stage, where wavec made it. */
  readonly stage: string | undefined
}

const stageLabel = 'wavec.dev/stage'

/** Every object of the simulation once, in the order in which it was read. */
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

/** A hook whose name is generated has one for each phase. */
function keysOf(manifest: Manifest, operation: Operation): readonly string[] {
  if (generateNameOf(manifest) === undefined) return [liveKey(manifest, operation.namespace)]
  const target = targetOf(manifest, operation.namespace)
  return target.phases.map((phase) => named(target, phase, operation).liveKey)
}

/** All that a word may mean, the most exact reading first: a key, a stage of wavec, `Kind/name`, a name. */
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
