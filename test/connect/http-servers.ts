// Real servers on free ports of this machine, closed with `await using`.
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface Listening extends AsyncDisposable {
  readonly port: number
}

/** An authority and a certificate for localhost that it signed, created for these tests only. */
export const tlsFolder = fileURLToPath(new URL('http-tls/', import.meta.url))

export async function httpServer(listener: RequestListener): Promise<Listening> {
  return listening(createServer(listener))
}

export async function httpsServer(listener: RequestListener): Promise<Listening> {
  const [key, cert] = ['server.key', 'server.pem'].map((name) => readFileSync(`${tlsFolder}${name}`))
  return listening(createSecureServer({ key, cert }, listener))
}

/** A server without a protocol: it passes the raw socket to the test. */
export async function tcpServer(accept: (socket: Socket) => void): Promise<Listening> {
  return listening(createTcpServer(accept) as Server)
}

/** A port on which no server listens. The system does not reuse it at once. */
export async function closedPort(): Promise<number> {
  await using server = await tcpServer((socket) => socket.destroy())
  return server.port
}

async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Timers that keep the process alive. An exchange must leave none. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}
