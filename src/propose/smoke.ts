import { portNumber, standardPort } from '../manifest/container-port.ts'
import { asObject, at, objectsAt, textAt, textMapAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import type { Found } from './repository.ts'

export interface ProbeCheck {
  readonly path: string
  /** Where it is not the port that a check means by itself. */
  readonly port: string | number | undefined
}

/** What the workload's own probes ask. Readiness comes first, because it is more likely to check the database. */
export function probeChecks(container: JsonObject | undefined): readonly ProbeCheck[] {
  const checks = new Map<string, ProbeCheck>()
  for (const probe of ['readinessProbe', 'livenessProbe']) {
    const path = textAt(container, probe, 'httpGet', 'path')
    if (container === undefined || path === undefined) continue
    const asked = at(container, probe, 'httpGet', 'port')
    const named = typeof asked === 'string' || typeof asked === 'number' ? asked : undefined
    const isStandard = named === undefined || portNumber(container, named) === standardPort(container)
    const check = { path, port: isStandard ? undefined : named }
    checks.set(`${check.port ?? ''} ${path}`, check)
  }
  return [...checks.values()]
}

/** The URL of the workload's Service for other pods of the namespace, at the port that leads to what the first check asks. */
export function serviceUrl(
  manifest: Manifest | undefined,
  objects: readonly Found[],
  container: JsonObject | undefined,
): string | undefined {
  const asked = probeChecks(container)[0]?.port
  const labels = textMapAt(manifest, 'spec', 'template', 'metadata', 'labels')
  for (const { manifest: service } of objects) {
    if (service.kind !== 'Service') continue
    const selector = Object.entries(textMapAt(service, 'spec', 'selector'))
    if (selector.length === 0 || selector.some(([key, value]) => labels[key] !== value)) continue
    const ports = objectsAt(service, 'spec', 'ports')
    const port =
      container === undefined || asked === undefined
        ? (ports.find(({ name }) => name === 'http' || name === 'web') ?? ports[0])
        : ports.find(
            (entry) => portNumber(container, entry['targetPort'] ?? entry['port']) === portNumber(container, asked),
          )
    const number = at(asObject(port), 'port')
    if (typeof number !== 'number') continue
    return `http://${service.metadata.name}${number === 80 ? '' : `:${number}`}`
  }
  return undefined
}
