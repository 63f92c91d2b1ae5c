import { deletePolicies } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { generateNameOf } from '../engine/target.ts'
import { reconcile } from '../engine/reconcile.ts'
import { isFromCluster } from '../world/difference.ts'

/**
 * What a successful sync of these manifests leaves in the cluster: HookSucceeded has deleted its hooks, SyncFail hooks
 * never ran, and hooks of no sync phase were never applied. Manifests read from a cluster are kept unchanged.
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
