import { deletePolicies } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { generateNameOf } from '../engine/target.ts'
import { reconcile } from '../engine/reconcile.ts'
import { isFromCluster } from '../world/difference.ts'

/**
 * What a successful sync of these manifests left in the cluster: hooks that HookSucceeded deletes are gone, SyncFail hooks
 * never ran, and what is no hook of a sync was never applied. What the cluster itself gave is taken as it is.
 */
export function afterSync(manifests: readonly Manifest[], namespace: string): readonly Manifest[] {
  const { resources, hooks } = reconcile(manifests, namespace)
  const left = [
    ...resources.filter(({ phases }) => phases.length > 0),
    ...hooks.filter(
      ({ phases, manifest }) => phases.some((phase) => phase !== 'SyncFail') && staysAfterwards(manifest),
    ),
  ]
  const kept = new Set(left.map(({ manifest }) => manifest))
  return manifests.filter((manifest) => kept.has(manifest) || isFromCluster(manifest))
}

function staysAfterwards(manifest: Manifest): boolean {
  return !deletePolicies(manifest).includes('HookSucceeded') && generateNameOf(manifest) === undefined
}
