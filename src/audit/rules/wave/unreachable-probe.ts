import { at, objectAt, objectsAt, textAt } from '../../../manifest/fields.ts'
import type { JsonObject } from '../../../manifest/manifest.ts'
import { textsOf, type ContainerPlace } from '../../containers.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'

/** A program that listens on localhost unless a flag or the environment sets another address. */
interface LocalListener {
  readonly image: RegExp
  /** The part of each variable's name before the name of its flag. */
  readonly environment: string
}

/** GoogleCloudPlatform/cloud-sql-proxy v2.14.1 and alloydb-auth-proxy v1.9.0, cmd/root.go `--address`, `--http-address`. */
const localListeners: readonly LocalListener[] = [
  { image: /(?:^|\/)cloud-sql-proxy(?:[:@]|$)/, environment: 'CSQL_PROXY_' },
  { image: /(?:^|\/)alloydb-auth-proxy(?:[:@]|$)/, environment: 'ALLOYDB_PROXY_' },
]

type Kind = 'tcpSocket' | 'httpGet' | 'grpc'

/** The flag that opens what a probe of this kind asks. The proxies serve no gRPC health. */
const flags: { readonly [K in Kind]: readonly string[] } = {
  tcpSocket: ['address', 'http-address'],
  httpGet: ['http-address'],
  grpc: [],
}

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const
const loopback = /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/

/** The kubelet asks from the node, at the address of the pod: a program that listens on localhost does not answer there. */
export const unreachableProbe = eachSubject((subject) => {
  if (subject.pod === undefined) return undefined
  const isOnNode = at(subject.pod.spec, 'hostNetwork') === true
  return subject.containers.flatMap((place) =>
    probes.flatMap((probe) => judged(subject, place, { probe, isOnNode }) ?? []),
  )
})

interface Asked {
  readonly probe: (typeof probes)[number]
  readonly isOnNode: boolean
}

function judged(
  subject: Subject,
  { container, path }: ContainerPlace,
  { probe, isOnNode }: Asked,
): Finding | undefined {
  const spec = objectAt(container, probe)
  const kind = (['tcpSocket', 'httpGet', 'grpc'] as const).find((each) => objectAt(spec, each) !== undefined)
  if (kind === undefined) return undefined
  const name = textAt(container, 'name') ?? ''
  const host = textAt(spec, kind, 'host')
  const place = { span: subject.locate([...path, probe, kind], 'key') }
  if (host !== undefined && loopback.test(host))
    return isOnNode
      ? undefined
      : {
          message: `${probe} of container ${name} asks ${host}, which is the node and not the pod`,
          why: 'the kubelet asks from the node, so the probe fails, or another program on the node answers for the container',
          help: 'remove host, and let the container listen on 0.0.0.0, or write an exec probe',
          ...place,
        }
  if (host !== undefined || !listensOnLocalhost(container, kind)) return undefined
  return {
    message: `${probe} of container ${name} can't succeed: what it asks listens on localhost only`,
    why: 'the kubelet dials the address of the pod, so it kills the container again and again, or never takes it for started or ready',
    help: 'add --health-check, --http-address=0.0.0.0 and --http-port=9801, and ask httpGet: { path: /startup, port: 9801 }',
    ...place,
  }
}

/** Only where it is certain: a file or a list of variables that is not here may say otherwise. */
function listensOnLocalhost(container: JsonObject, kind: Kind): boolean {
  const program = localListeners.find(({ image }) => image.test(textAt(container, 'image') ?? ''))
  if (program === undefined || objectsAt(container, 'envFrom').length > 0) return false
  const words = [...textsOf(container, 'command'), ...textsOf(container, 'args')].join(' ')
  if (/--config-file\b/.test(words) || (kind === 'tcpSocket' && /(?:^|\s)-a\b|[?&]address=/.test(words))) return false
  const named = new Set(objectsAt(container, 'env').map((variable) => textAt(variable, 'name')))
  const isTold = (flag: string): boolean =>
    new RegExp(`(?:^|\\s)--${flag}\\b`).test(words) ||
    named.has(`${program.environment}${flag.replaceAll('-', '_').toUpperCase()}`)
  return !flags[kind].some(isTold) && !named.has(`${program.environment}CONFIG_FILE`)
}
