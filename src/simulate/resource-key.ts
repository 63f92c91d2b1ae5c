import { groupOf } from '../manifest/kinds.ts'
import type { Manifest } from '../manifest/manifest.ts'

/** gitops-engine/pkg/utils/kube `ResourceKey.String`. */
export function resourceKey(manifest: Manifest, namespace: string, name = manifest.metadata.name): string {
  return `${groupOf(manifest.apiVersion)}/${manifest.kind}/${namespace}/${name}`
}

/** gitops-engine/pkg/sync/sync_context.go `resourceResultKey`. */
export function resourceResultKey(key: string, phase: string): string {
  return `${key}:${phase}`
}
