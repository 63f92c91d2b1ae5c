import { request as plain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { grpcHealth, type GrpcTarget } from './grpc.ts'
import { once, type Exchange } from './http-exchange.ts'
import { tcpConnect, type TcpTarget } from './tcp.ts'
import type { HttpAnswer } from './http-answer.ts'

export interface HttpRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds for the whole exchange: name resolution, connection, TLS, headers and body. */
  readonly timeout: number
  readonly stop?: AbortSignal
  /** `unverified` is for probes, as in the kubelet: a certificate names the Service, never localhost. */
  readonly certificates?: 'verified' | 'unverified'
  /** The body is cut after this many bytes; default 1 MiB. */
  readonly limit?: number
  /** Certificate authorities in PEM, in place of Node's own. */
  readonly authorities?: string
}

export interface Http {
  readonly get: (request: HttpRequest) => Promise<HttpAnswer>
  /** Opens a TCP connection, for tcpSocket probes. */
  readonly connect: (target: TcpTarget) => Promise<HttpAnswer>
  /** grpc.health.v1.Health/Check over plaintext; `status` 200 means SERVING. */
  readonly grpcHealth: (target: GrpcTarget) => Promise<HttpAnswer>
}

const bodyLimit = 1024 * 1024

/** Every call ends with an answer, its timeout or the caller's signal. None of them throws. */
export const http: Http = { get: httpGet, connect: tcpConnect, grpcHealth }

export async function httpGet(request: HttpRequest): Promise<HttpAnswer> {
  let url: URL
  try {
    url = new URL(request.url)
  } catch {
    return { ok: false, code: 'ERR_INVALID_URL', message: `"${request.url}" is not a URL`, ms: 0 }
  }
  return once(request, (exchange) => start(url, request, exchange))
}

function start(
  url: URL,
  { headers, certificates, limit = bodyLimit, authorities }: HttpRequest,
  exchange: Exchange,
): () => void {
  const options: RequestOptions & { rejectUnauthorized?: boolean; ca?: string } = {
    // A new connection for each request, as in the kubelet's probes, so that a half-dead one is never reused.
    agent: false,
    headers: { 'user-agent': 'wavec', accept: '*/*', ...headers },
    rejectUnauthorized: certificates !== 'unverified',
    ...(authorities === undefined ? {} : { ca: authorities }),
  }
  const outgoing = url.protocol === 'https:' ? secure(url, options) : plain(url, options)
  outgoing.on('error', exchange.failed)
  outgoing.on('response', (incoming) => read(incoming, limit, exchange))
  outgoing.on('socket', (socket) => socket.once('connect', () => exchange.reached('connected, no answer')))
  outgoing.end()
  return () => outgoing.destroy()
}

function read(incoming: IncomingMessage, limit: number, { answered, failed, reached }: Exchange): void {
  const chunks: Buffer[] = []
  let size = 0
  const { statusCode: status = 0, headers } = incoming
  const location = headers.location === undefined ? {} : { location: headers.location }
  const body = () => Buffer.concat(chunks).subarray(0, limit).toString('utf8')
  reached(`status ${status}, but the body did not end`)
  incoming.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size > limit) answered({ status, body: body(), ...location, cut: true })
  })
  incoming.on('end', () => answered({ status, body: body(), ...location }))
  incoming.on('error', failed)
  // Not every version of Node emits an error for a body that is cut off.
  incoming.on('close', () =>
    failed(Object.assign(new Error('the connection closed before the body ended'), { code: 'ECONNRESET' })),
  )
}
