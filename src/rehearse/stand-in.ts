import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttp2 } from 'node:http2'
import type { Server } from 'node:net'

/** The answer that the first check of this path expects. */
export interface Answer {
  readonly port: number
  readonly path: string
  readonly status: number
  readonly body: string
}

export interface Part {
  readonly port: number
  readonly protocol: 'http' | 'grpc'
}

export interface Role {
  readonly parts: readonly Part[]
  readonly answers: readonly Answer[]
  /** `unwell`: every answer is 503. */
  readonly mood: 'well' | 'unwell'
}

/** Stands in for an application on localhost. It proves nothing about the application. */
export interface StandIn extends AsyncDisposable {
  /** The local port for a port of the container: the same number if it is free. */
  readonly portOf: (port: number) => number
  readonly mood: Role['mood']
}

export async function startStandIn({ parts, answers, mood }: Role): Promise<StandIn> {
  const servers: Server[] = []
  const ports = new Map<number, number>()
  for (const { port, protocol } of parts) {
    const own = answers.filter((answer) => answer.port === port)
    const make = (): Server => (protocol === 'grpc' ? grpcServer(mood) : createHttp(answering(own, mood)))
    const { port: local, servers: bound } = await bind(make, port)
    ports.set(port, local)
    servers.push(...bound)
  }
  return {
    portOf: (port) => ports.get(port) ?? port,
    mood,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map(closed))
    },
  }
}

export const madeToFail = 'made to fail by rehearse --fail\n'

function answering(answers: readonly Answer[], mood: Role['mood']): RequestListener {
  return (request, response) => {
    const found = answers.find(({ path }) => path === request.url)
    response.setHeader('connection', 'close')
    if (mood === 'unwell') response.writeHead(503).end(madeToFail)
    else if (found === undefined) response.writeHead(404).end()
    else response.writeHead(found.status, { 'content-type': 'application/json' }).end(found.body)
  }
}

/** grpc.health.v1.Health/Check: field 1, a status; 1 is SERVING, 2 is NOT_SERVING. */
function grpcServer(mood: Role['mood']): Server {
  const server = createHttp2()
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.end(Buffer.from([0, 0, 0, 0, 2, 8, mood === 'well' ? 1 : 2]))
  })
  return server
}

interface Bound {
  readonly port: number
  readonly servers: readonly Server[]
}

/** `localhost` may resolve to either address. Both must be ours, or another server could answer. */
async function bind(make: () => Server, wanted: number): Promise<Bound> {
  for (const port of wanted < 1024 ? [0, 0, 0] : [wanted, 0, 0, 0]) {
    const first = await listen(make(), port, '127.0.0.1')
    if (first === 'taken' || first === 'no such address') continue
    const second = await listen(make(), first.port, '::1')
    if (second !== 'taken')
      return {
        port: first.port,
        servers: second === 'no such address' ? [first.server] : [first.server, second.server],
      }
    await closed(first.server)
  }
  throw new Error(`no local port is free for ${wanted}`)
}

interface Listening {
  readonly server: Server
  readonly port: number
}

function listen(server: Server, port: number, host: string): Promise<Listening | 'taken' | 'no such address'> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve('taken')
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('no such address')
      else reject(error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port })
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

/** A local port on which no server listens. A port that was free a moment ago could be taken by now. */
export const silentPort = 1
