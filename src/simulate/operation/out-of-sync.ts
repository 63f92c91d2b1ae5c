import type { Manifest } from '../../manifest/manifest.ts'
import { isSkipped } from '../../manifest/annotations.ts'
import { reconcile } from '../engine/reconcile.ts'
import { isOwned, prunableOf } from '../engine/target.ts'
import { differenceOf } from '../world/difference.ts'

/** The result of Argo CD's comparison. Objects are `group/Kind/name`. */
export interface Comparison {
  readonly outOfSync: readonly string[]
  /** The OutOfSync objects that no manifest defines. */
  readonly extra: readonly string[]
  /** How many objects in the manifests are not hooks. */
  readonly plain: number
  /** How many of those have hook Skip, and so are neither Synced nor OutOfSync. */
  readonly skipped: number
}

/**
 * controller/state.go `CompareAppState`: what is OutOfSync. Hooks are not compared: a commit that changes only hooks is
 * Synced.
 */
export function compareState(targets: readonly Manifest[], live: readonly Manifest[], namespace: string): Comparison {
  const { resources, hooks, ignored } = reconcile(targets, namespace)
  const named = new Set([...hooks, ...ignored].map(({ liveKey }) => liveKey))
  const byKey = new Map(live.map((manifest) => [prunableOf(manifest, namespace).liveKey, manifest]))
  const differing: string[] = []
  for (const { manifest, liveKey, groupKind, name } of resources) {
    const there = byKey.get(liveKey)
    byKey.delete(liveKey)
    if (isSkipped(manifest)) continue
    if (there === undefined || differenceOf(manifest, there) !== 'none') differing.push(`${groupKind}/${name}`)
  }
  const extra: string[] = []
  for (const [key, manifest] of byKey) {
    const { isHook, groupKind, name } = prunableOf(manifest, namespace)
    if (isHook || isSkipped(manifest) || (isOwned(manifest) && !named.has(key))) continue
    extra.push(`${groupKind}/${name}`)
  }
  const skipped = resources.filter(({ manifest }) => isSkipped(manifest)).length
  return { outOfSync: [...differing, ...extra], extra, plain: resources.length, skipped }
}

export function outOfSync(
  targets: readonly Manifest[],
  live: readonly Manifest[],
  namespace: string,
): readonly string[] {
  return compareState(targets, live, namespace).outOfSync
}
