import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { portNumber, standardPort } from '../../manifest/container-port.ts'
import { at, objectsAt, textAt, textMapAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { podSelectorOf, selects } from '../../refs/selector.ts'
import type { EmitContext } from '../context.ts'

/** The port of the serving container that a check means: the one it names, else the only one, else the one named http. */
export function checkPort({ workload }: EmitContext, port: string | number | undefined): number | undefined {
  return port === undefined ? standardPort(workload.container) : portNumber(workload.container, port)
}

/** The real Service, and its port for each port of the container. */
export interface ServicePorts {
  readonly name: string
  readonly portOf: (containerPort: number) => number | undefined
}

/** The Service of the input that leads to the workload's pods; of several, the one that reaches most checks, by name. */
export function serviceOf(context: EmitContext): ServicePorts | undefined {
  const labels = textMapAt(context.workload.template, 'metadata', 'labels')
  const services = context.workload.documents
    .map(({ manifest }) => manifest)
    .filter((manifest) => manifest.kind === 'Service' && leadsTo(manifest, labels))
    .map((service) => ({
      name: service.metadata.name,
      portOf: (port: number) => servicePort(service, context.workload.container, port),
    }))
  const wanted = (context.pipeline.spec.smokeTest.http ?? []).flatMap(({ port }) => checkPort(context, port) ?? [])
  const reached = (service: ServicePorts): number => wanted.filter((port) => service.portOf(port) !== undefined).length
  return services.sort((a, b) => reached(b) - reached(a) || (a.name < b.name ? -1 : 1))[0]
}

function leadsTo(service: Manifest, labels: Readonly<Record<string, string>>): boolean {
  const selector = podSelectorOf(service)
  return selector !== undefined && selects(selector, labels)
}

function servicePort(service: Manifest, container: JsonObject, containerPort: number): number | undefined {
  const entry = objectsAt(service, 'spec', 'ports').find(
    (port) => portNumber(container, port['targetPort'] ?? port['port']) === containerPort,
  )
  const number = at(entry, 'port')
  return typeof number === 'number' ? number : undefined
}

export function checkPorts(context: EmitContext): readonly Diagnostic[] {
  const checks = context.pipeline.spec.smokeTest.http ?? []
  const service = serviceOf(context)
  return checks.flatMap(({ path, port }, index) => {
    const number = checkPort(context, port)
    const span = context.pipeline.locate(['smokeTest', 'http', index])
    if (number === undefined) return [unknownPort(context, path, port, span)]
    if (service?.portOf(number) !== undefined) return []
    return [
      diagnostic('stage/no-service', {
        message: `GET ${path} on port ${number} is not reachable through a Service of the input`,
        why: 'verify asks the real Service, so it leaves this check out',
        help: 'add the port to the Service, or live with the check before the sync alone',
        span,
      }),
    ]
  })
}

function unknownPort(
  { workload }: EmitContext,
  path: string,
  port: string | number | undefined,
  span: Diagnostic['span'],
): Diagnostic {
  const ports = objectsAt(workload.container, 'ports').map(
    (entry) => `${textAt(entry, 'name') ?? '(unnamed)'} ${JSON.stringify(at(entry, 'containerPort'))}`,
  )
  const which = ports.length === 0 ? 'the container declares no port' : `it has ${ports.join(', ')}`
  return diagnostic('stage/unknown-port', {
    message:
      port === undefined
        ? `GET ${path} names no port`
        : `container ${textAt(workload.container, 'name')} has no port ${port}`,
    help: `${which}: write e.g. { path: ${path}, port: 8080 }`,
    span,
  })
}
