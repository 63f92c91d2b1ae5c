import type { HttpAnswer } from '../../connect/http-answer.ts'
import type { Http } from '../../connect/http.ts'
import type { Probe } from '../../protocol/step.ts'
import { foundStatus } from '../http/verdict.ts'

/** A probe that wavec performs itself. Only the kubelet can run an `exec` probe. */
export type OwnProbe = Exclude<Probe, { readonly type: 'exec' }>

export interface ProbeAnswer {
  readonly passed: boolean
  /** For example `status 503: "starting"` or `connection refused`. */
  readonly answer: string
}

const host = 'localhost'

/** For example `GET :8080/readyz`. */
export function probeText(probe: OwnProbe): string {
  switch (probe.type) {
    case 'http':
      return `GET ${probe.scheme === 'HTTPS' ? 'https ' : ''}:${probe.port}${probe.path}`
    case 'tcp':
      return `tcp :${probe.port}`
    case 'grpc':
      return `grpc :${probe.port}${probe.service === undefined || probe.service === '' ? '' : ` ${probe.service}`}`
  }
}

/** Performs one probe as the kubelet does, but over localhost. */
export async function askProbe(http: Http, probe: OwnProbe, stop: AbortSignal): Promise<ProbeAnswer> {
  const { port, timeout } = probe
  switch (probe.type) {
    case 'http':
      return askHttp(http, probe, stop)
    case 'tcp':
      return answered(await http.connect({ host, port, timeout, stop }), 'open')
    case 'grpc': {
      const service = probe.service === undefined ? {} : { service: probe.service }
      return answered(await http.grpcHealth({ host, port, timeout, stop, ...service }), 'SERVING')
    }
  }
}

function answered(answer: HttpAnswer, yes: string): ProbeAnswer {
  return answer.ok ? { passed: true, answer: yes } : { passed: false, answer: answer.message }
}

/** The limit of Go's HTTP client, which the kubelet uses. */
const redirectLimit = 10

/**
 * Any status from 200 to 399 is a success. A redirect on the same host is followed within the same timeout, one to another
 * host is a success (kubernetes/pkg/probe/http/http.go). As in the kubelet, certificates are not verified.
 */
async function askHttp(
  http: Http,
  probe: Extract<OwnProbe, { readonly type: 'http' }>,
  stop: AbortSignal,
): Promise<ProbeAnswer> {
  let url = `${probe.scheme.toLowerCase()}://${host}:${probe.port}${probe.path.startsWith('/') ? '' : '/'}${probe.path}`
  const headers = probeHeaders(probe.headers ?? [])
  let left = probe.timeout
  for (let redirects = 0; ; redirects++) {
    const answer = await http.get({ url, headers, timeout: Math.max(1, left), stop, certificates: 'unverified' })
    if (!answer.ok) return { passed: false, answer: answer.message }
    const next = redirected(answer, url)
    if (next === undefined)
      return { passed: answer.status >= 200 && answer.status < 400, answer: `status ${foundStatus(answer)}` }
    if (redirects === redirectLimit)
      return { passed: false, answer: `more than ${redirectLimit} redirects, the last to ${next}` }
    left -= answer.ms
    url = next
  }
}

function redirected(
  { status, location }: { readonly status: number; readonly location?: string },
  from: string,
): string | undefined {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status) || !URL.canParse(location, from))
    return undefined
  const to = new URL(location, from)
  return to.hostname === host && /^https?:$/.test(to.protocol) ? to.href : undefined
}

/** Applications recognise probes by this agent, to leave them out of logs or to let them in. */
function probeHeaders(
  headers: readonly { readonly name: string; readonly value: string }[],
): Readonly<Record<string, string>> {
  const byName = new Map([['user-agent', 'kube-probe/1.0 (wavec)']])
  const added = new Set<string>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    const before = added.has(key) ? byName.get(key) : undefined
    byName.set(key, before === undefined ? value : `${before}, ${value}`)
    added.add(key)
  }
  return Object.fromEntries(byName)
}
