import assert from 'node:assert/strict'
import { createServer, type Http2Session, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { healthRequest, servingStatus } from '../../src/connect/grpc-health.ts'
import { http } from '../../src/connect/http.ts'
import { closedPort, httpServer, tcpServer } from './http-servers.ts'

// The expected bytes were recorded from @grpc/grpc-js.
test('messages are encoded as in grpc.health.v1', () => {
  assert.equal(healthRequest('').toString('hex'), '0000000000')
  assert.equal(healthRequest('orders').toString('hex'), '00000000080a066f7264657273')
  assert.equal(healthRequest('x'.repeat(300)).subarray(0, 8).toString('hex'), '000000012f0aac02')
  const statuses = {
    '0000000000': 'UNKNOWN',
    '00000000020801': 'SERVING',
    '00000000020802': 'NOT_SERVING',
    '00000000020803': 'SERVICE_UNKNOWN',
  }
  for (const [hex, status] of Object.entries(statuses)) assert.equal(servingStatus(Buffer.from(hex, 'hex')), status)
})

test('unknown fields are skipped, and bytes that are not a message are refused', () => {
  // Field 2, "abc", before the status.
  assert.equal(servingStatus(Buffer.from('000000000712036162630801', 'hex')), 'SERVING')
  for (const hex of ['', '00', '0100000000', '00000000030801', '00000000020804', '000000000108', '00000000020fff']) {
    assert.equal(servingStatus(Buffer.from(hex, 'hex')), undefined, hex)
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void servingStatus(Buffer.from(bytes))))
})

test('SERVING, NOT_SERVING and each kind of refusal give different results', async () => {
  await using server = await grpcServer({
    '': (stream) => answer(stream, '00000000020801'),
    down: (stream) => answer(stream, '00000000020802'),
    lost: (stream) => refuse(stream, 5, 'unknown service'),
    none: (stream) => refuse(stream, 12, ''),
    broken: (stream) => refuse(stream, 13, 'kaputt%3A 100%25'),
    silent: () => {},
    web: (stream) => (stream.respond({ ':status': 404 }), stream.end('no')),
    reset: (stream) => stream.close(2),
  })
  const expected: Record<string, string> = {
    '': '200 SERVING',
    down: 'NOT_SERVING NOT_SERVING',
    lost: 'grpc-5 the server does not know this service (NOT_FOUND)',
    none: 'grpc-12 this server does not implement grpc.health.v1.Health',
    broken: 'grpc-13 gRPC status 13: kaputt: 100%',
    silent: 'timeout connected, no answer within 2 s',
    web: 'grpc HTTP status 404, not gRPC',
  }
  for (const [service, words] of Object.entries(expected)) {
    assert.equal(await probe({ port: server.port, service }), words, service)
  }
  assert.match(await probe({ port: server.port, service: 'reset' }), /^(ERR_HTTP2_STREAM_ERROR|grpc) /)
})

test('a server that does not speak HTTP/2 is reported as such', async () => {
  await using web = await httpServer((_request, response) => void response.end('hello'))
  await using silent = await tcpServer(() => {})
  assert.equal(await probe({ port: await closedPort() }), 'ECONNREFUSED connection refused')
  assert.doesNotMatch(await probe({ port: web.port }), /^200/)
  assert.match(await probe({ port: silent.port }), /^timeout /)
})

async function probe({ port, service }: { port: number; service?: string }): Promise<string> {
  const answered = await http.grpcHealth({
    host: 'localhost',
    port,
    // Long enough for a busy machine to connect.
    timeout: 2000,
    ...(service === undefined ? {} : { service }),
  })
  return answered.ok ? `${answered.status} ${answered.body}` : `${answered.code} ${answered.message}`
}

type Serve = Readonly<Record<string, (stream: ServerHttp2Stream) => void>>

async function grpcServer(serve: Serve): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer()
  const sessions = new Set<Http2Session>()
  server.on('session', (session) => sessions.add(session))
  server.on('stream', (stream, headers) => {
    assert.equal(headers[':path'], '/grpc.health.v1.Health/Check')
    assert.equal(headers['content-type'], 'application/grpc')
    assert.equal(headers['te'], 'trailers')
    const chunks: Buffer[] = []
    stream.on('error', () => {})
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => serve[Buffer.concat(chunks).subarray(7).toString()]?.(stream))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) session.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(stream: ServerHttp2Stream, hex: string): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
  stream.end(Buffer.from(hex, 'hex'))
}

/** A refusal: servers send the status in the only headers. */
function refuse(stream: ServerHttp2Stream, status: number, message: string): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': message },
    { endStream: true },
  )
}
