import { connect, constants, type IncomingHttpHeaders } from 'node:http2'
import { healthRequest, servingStatus } from './grpc-health.ts'
import { once, type Exchange } from './http-exchange.ts'
import type { HttpAnswer } from './http-answer.ts'

export interface GrpcTarget {
  readonly host: string
  readonly port: number
  /** Empty or absent means the server as a whole. */
  readonly service?: string
  readonly timeout: number
  readonly stop?: AbortSignal
}

/**
 * The kubelet's grpc probe: grpc.health.v1.Health/Check over plaintext HTTP/2
 * (kubernetes/pkg/probe/grpc/grpc.go; https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
 */
export async function grpcHealth(target: GrpcTarget): Promise<HttpAnswer> {
  return once(target, (exchange) => start(target, exchange))
}

function start({ host, port, service = '', timeout }: GrpcTarget, exchange: Exchange): () => void {
  const session = connect(`http://${host.includes(':') ? `[${host}]` : host}:${port}`)
  session.on('error', exchange.failed)
  session.on('connect', () => exchange.reached('connected, no answer'))
  session.on('close', () => exchange.failed(reset('the connection closed before an answer')))
  const stream = session.request({
    ':method': 'POST',
    ':path': '/grpc.health.v1.Health/Check',
    'content-type': 'application/grpc',
    te: 'trailers',
    'user-agent': 'wavec',
    'grpc-timeout': `${Math.min(timeout, 99_999_999)}m`,
  })
  const chunks: Buffer[] = []
  let size = 0
  let seen: IncomingHttpHeaders = {}
  stream.on('response', (headers) => (seen = headers))
  stream.on('trailers', (trailers: IncomingHttpHeaders) => (seen = { ...seen, ...trailers }))
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    // The answer has seven bytes, so a much longer one is not from a health service.
    if (size > answerLimit) exchange.failed(new Error('the answer is too long for grpc.health.v1'))
    else chunks.push(chunk)
  })
  stream.on('error', (error: Error) => exchange.failed(causeOf(error)))
  stream.on('end', () => judge(seen, Buffer.concat(chunks), exchange))
  stream.end(healthRequest(service))
  return () => session.destroy()
}

const answerLimit = 4096

/** Node cancels a stream that never got a connection; the reason is in the cause of the error. */
function causeOf(error: Error): unknown {
  return 'code' in error && error.code === 'ERR_HTTP2_STREAM_CANCEL' ? (error.cause ?? error) : error
}

function judge(headers: IncomingHttpHeaders, body: Buffer, { answered, failed }: Exchange): void {
  const httpStatus = headers[constants.HTTP2_HEADER_STATUS]
  if (httpStatus !== undefined && Number(httpStatus) !== 200)
    return failed(coded('grpc', `HTTP status ${String(httpStatus)}, not gRPC`))
  const code = grpcStatus(headers)
  if (code === undefined) return failed(coded('grpc', 'the answer has no grpc-status: not gRPC'))
  if (code !== 0) return failed(coded(`grpc-${code}`, explained(code, headers)))
  const status = servingStatus(body)
  if (status === undefined) return failed(coded('grpc', 'the answer is not a HealthCheckResponse'))
  if (status !== 'SERVING') return failed(coded(status, status))
  answered({ status: 200, body: status })
}

function grpcStatus(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['grpc-status']
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined
}

/** Two codes are explained as the kubelet does, the others by the server's message. */
function explained(code: number, headers: IncomingHttpHeaders): string {
  if (code === unimplemented) return 'this server does not implement grpc.health.v1.Health'
  if (code === notFound) return 'the server does not know this service (NOT_FOUND)'
  const message = headers['grpc-message']
  return `gRPC status ${code}${typeof message === 'string' && message !== '' ? `: ${decoded(message)}` : ''}`
}

const notFound = 5
const unimplemented = 12

/** grpc-message should be percent-encoded. If it is not, it is shown unchanged. */
function decoded(message: string): string {
  try {
    return decodeURIComponent(message)
  } catch {
    return message
  }
}

function reset(message: string): Error {
  return coded('ECONNRESET', message)
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
