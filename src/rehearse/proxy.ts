import { chmodSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { ProxyListener } from './proxy-listener.ts'
import { proxySession } from './proxy-session.ts'

export interface TracingProxy extends AsyncDisposable {
  /** The folder of its Unix socket, or localhost. */
  readonly host: string
  readonly port: number
}

interface Ends {
  readonly server: { readonly host: string; readonly port: number }
  /** The folder for a Unix socket, or `tcp` for programs that don't support sockets. */
  readonly listen: string
}

/** A server that forwards everything and traces what each migration statement does. */
export async function openProxy({ server, listen }: Ends, listener: ProxyListener): Promise<TracingProxy> {
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const to = server.host.startsWith('/')
      ? connect(join(server.host, `.s.PGSQL.${server.port}`))
      : connect(server.port, server.host)
    for (const socket of [client, to]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    proxySession(client, to, listener)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      proxy.close(() => resolve())
    })
  const address = await listening(proxy, listen)
  return { ...address, [Symbol.asyncDispose]: close }
}

function listening(proxy: Server, listen: string): Promise<{ readonly host: string; readonly port: number }> {
  return new Promise((resolve, reject) => {
    proxy.once('error', reject)
    if (listen === 'tcp') {
      proxy.listen(0, '127.0.0.1', () => {
        const address = proxy.address()
        resolve({ host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 })
      })
      return
    }
    const path = join(listen, '.s.PGSQL.5432')
    proxy.listen(path, () => {
      chmodSync(path, 0o600)
      resolve({ host: listen, port: 5432 })
    })
  })
}
