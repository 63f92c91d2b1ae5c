import type { Manifest } from '../../manifest/manifest.ts'
import { isSkipped } from '../../manifest/annotations.ts'
import { reconcile } from '../engine/reconcile.ts'
import { prunableOf } from '../engine/target.ts'
import { differenceOf } from '../world/difference.ts'

/**
 * controller/state.go `CompareAppState`: what is OutOfSync, as `group/Kind/name`. Hooks take no part: a commit that only
 * changes hooks is Synced.
 */
export function outOfSync(
  targets: readonly Manifest[],
  live: readonly Manifest[],
  namespace: string,
): readonly string[] {
  const { resources } = reconcile(targets, namespace)
  const byKey = new Map(live.map((manifest) => [prunableOf(manifest, namespace).liveKey, manifest]))
  const found: string[] = []
  for (const { manifest, liveKey, groupKind, name } of resources) {
    const there = byKey.get(liveKey)
    byKey.delete(liveKey)
    if (isSkipped(manifest)) continue
    if (there === undefined || differenceOf(manifest, there) !== 'none') found.push(`${groupKind}/${name}`)
  }
  for (const manifest of byKey.values()) {
    const { isHook, groupKind, name } = prunableOf(manifest, namespace)
    if (!isHook && !isSkipped(manifest)) found.push(`${groupKind}/${name}`)
  }
  return found
}
