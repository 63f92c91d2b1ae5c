import { asObject, at, objectsAt, textAt, textMapAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import type { Found } from './repository.ts'

/** The paths of the workload's own probes. Readiness comes first, because it is more likely to check the database. */
export function probePaths(container: JsonObject | undefined): readonly string[] {
  const probes = ['readinessProbe', 'livenessProbe'] as const
  return [...new Set(probes.flatMap((probe) => textAt(container, probe, 'httpGet', 'path') ?? []))]
}

/** The URL of the workload's Service for other pods of the namespace. */
export function serviceUrl(manifest: Manifest | undefined, objects: readonly Found[]): string | undefined {
  const labels = textMapAt(manifest, 'spec', 'template', 'metadata', 'labels')
  for (const { manifest: service } of objects) {
    if (service.kind !== 'Service') continue
    const selector = Object.entries(textMapAt(service, 'spec', 'selector'))
    if (selector.length === 0 || selector.some(([key, value]) => labels[key] !== value)) continue
    const ports = objectsAt(service, 'spec', 'ports')
    const port = ports.find(({ name }) => name === 'http' || name === 'web') ?? ports[0]
    const number = at(asObject(port), 'port')
    if (typeof number !== 'number') continue
    return `http://${service.metadata.name}${number === 80 ? '' : `:${number}`}`
  }
  return undefined
}
