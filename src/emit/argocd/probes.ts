import type { Probe } from '../../protocol/step.ts'
import { at, objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import { portNumber } from '../../manifest/container-port.ts'
import type { JsonObject } from '../../manifest/manifest.ts'

/**
 * What wavec asks of a container itself: its startup probe, then its readiness probe, over localhost. A startup probe
 * left on a sidecar would hold back every later container (kubernetes/kubernetes#132826).
 */
export function probesOf(container: JsonObject): readonly Probe[] {
  return [...probe(container, 'startup'), ...probe(container, 'readiness')]
}

function probe(container: JsonObject, name: 'startup' | 'readiness'): Probe[] {
  const spec = objectAt(container, `${name}Probe`)
  if (spec === undefined) return []
  // Defaults of Kubernetes' API: timeoutSeconds 1, periodSeconds 10, failureThreshold 3.
  const common = {
    container: textAt(container, 'name') ?? '',
    name,
    timeout: count(spec, 'timeoutSeconds', 1) * 1000,
    period: count(spec, 'periodSeconds', 10) * 1000,
    failureThreshold: count(spec, 'failureThreshold', 3),
  }
  const [http, tcp, grpc] = [objectAt(spec, 'httpGet'), objectAt(spec, 'tcpSocket'), objectAt(spec, 'grpc')]
  if (http !== undefined)
    return [{ ...common, type: 'http', ...httpGet(http), port: portNumber(container, http['port']) ?? 0 }]
  if (tcp !== undefined) return [{ ...common, type: 'tcp', port: portNumber(container, tcp['port']) ?? 0 }]
  if (grpc !== undefined) {
    const service = textAt(grpc, 'service')
    return [
      {
        ...common,
        type: 'grpc',
        port: portNumber(container, grpc['port']) ?? 0,
        ...(service === undefined ? {} : { service }),
      },
    ]
  }
  return objectAt(spec, 'exec') === undefined ? [] : [{ ...common, type: 'exec' }]
}

function httpGet(http: JsonObject) {
  const headers = objectsAt(http, 'httpHeaders').map((header) => ({
    name: textAt(header, 'name') ?? '',
    value: textAt(header, 'value') ?? '',
  }))
  const scheme = textAt(http, 'scheme') === 'HTTPS' ? ('HTTPS' as const) : ('HTTP' as const)
  return { path: textAt(http, 'path') ?? '/', scheme, ...(headers.length === 0 ? {} : { headers }) }
}

function count(spec: JsonObject, key: string, byDefault: number): number {
  const value = at(spec, key)
  return typeof value === 'number' ? value : byDefault
}
