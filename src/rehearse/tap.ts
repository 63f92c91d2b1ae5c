import { chmodSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Session } from '../connect/session.ts'
import type { FileOf } from './statements.ts'
import { tapSession } from './tap-session.ts'
import type { TracedStatement } from './trace.ts'

/** What listens on the tap. */
export interface TapListener {
  /** Undefined: nothing is traced. */
  readonly fileOf: FileOf
  readonly traced: (statement: TracedStatement) => void
  /** SQL to run in place of a statement of this file. */
  readonly inPlaceOf: (file: string) => string | undefined
  readonly observe: () => Promise<Session>
}

export interface Tap extends AsyncDisposable {
  /** The folder of its Unix socket, or localhost. */
  readonly host: string
  readonly port: number
}

interface Ends {
  readonly server: { readonly host: string; readonly port: number }
  /** The folder for a socket, or `tcp` for programs that know no sockets. */
  readonly listen: string
}

/** A server that passes everything on, and meanwhile watches what each statement of a migration does. */
export async function openTap({ server, listen }: Ends, listener: TapListener): Promise<Tap> {
  const sockets = new Set<Socket>()
  const tap = createServer((client) => {
    const to = server.host.startsWith('/')
      ? connect(join(server.host, `.s.PGSQL.${server.port}`))
      : connect(server.port, server.host)
    for (const socket of [client, to]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    tapSession(client, to, listener)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      tap.close(() => resolve())
    })
  const address = await listening(tap, listen)
  return { ...address, [Symbol.asyncDispose]: close }
}

function listening(tap: Server, listen: string): Promise<{ readonly host: string; readonly port: number }> {
  return new Promise((resolve, reject) => {
    tap.once('error', reject)
    if (listen === 'tcp') {
      tap.listen(0, '127.0.0.1', () => {
        const address = tap.address()
        resolve({ host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 })
      })
      return
    }
    const path = join(listen, '.s.PGSQL.5432')
    tap.listen(path, () => {
      chmodSync(path, 0o600)
      resolve({ host: listen, port: 5432 })
    })
  })
}
