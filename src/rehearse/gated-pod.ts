import { stepVariable } from '../protocol/process.ts'
import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'

/** For a workload with a gate: a pod with only the gate container, to run once. */
export function gatedPod(manifest: Manifest): readonly Manifest[] {
  const spec = objectAt(manifest, 'spec', 'template', 'spec')
  if (manifest.kind === 'Job' || spec === undefined) return []
  const gates = objectsAt(spec, 'initContainers').filter(hasStep)
  if (gates.length === 0) return []
  const pod = { ...spec, initContainers: [], containers: gates, volumes: volumesOf(spec, gates) }
  return [{ ...manifest, spec: { backoffLimit: 0, template: { spec: pod } } }]
}

function hasStep(container: JsonObject): boolean {
  return objectsAt(container, 'env').some((entry) => textAt(entry, 'name') === stepVariable)
}

function volumesOf(spec: JsonObject, containers: readonly JsonObject[]): readonly JsonObject[] {
  const used = new Set(
    containers.flatMap((container) => objectsAt(container, 'volumeMounts').map((mount) => textAt(mount, 'name'))),
  )
  return objectsAt(spec, 'volumes').filter((volume) => used.has(textAt(volume, 'name')))
}
