import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** After how many chunks the connection breaks, and on the way to whom. A part of the last chunk may still pass. */
export interface Cut {
  readonly towards: 'server' | 'client'
  readonly chunk: number
  readonly how: 'close' | 'swallow'
  /** The share of that chunk that still passes. */
  readonly passes: number
}

/** A TCP path to the Unix socket of a server, on which packets are lost when wanted. */
export interface Path extends AsyncDisposable {
  readonly port: number
  /** For connections that begin from now on. */
  lead(socket: string): void
  /** Arms one cut: the first connection that reaches it breaks. */
  arm(cut: Cut): void
  /** From now on nothing passes, and neither side gets an error; new connections get no answer. */
  swallow(): void
  /** Closes what is open, as the server does when it gives a lost client up. */
  drop(): void
}

export async function openPath(to: string): Promise<Path> {
  let target = to
  let isDead = false
  let armed: Cut | undefined
  const sockets = new Set<Socket>()
  const take = (towards: Cut['towards'], chunk: number): Cut | undefined => {
    if (armed?.towards !== towards || armed.chunk !== chunk) return undefined
    const cut = armed
    armed = undefined
    return cut
  }
  const listener = createServer((client) => {
    const server = connect(target)
    const swallowed = { now: false }
    for (const [from, into, towards] of [
      [client, server, 'server'],
      [server, client, 'client'],
    ] as const) {
      sockets.add(from)
      let chunks = 0
      from.on('error', () => into.destroy())
      from.on('close', () => {
        sockets.delete(from)
        if (!swallowed.now && !isDead) into.end()
      })
      from.on('data', (data) => {
        if (swallowed.now || isDead) return
        const cut = take(towards, ++chunks)
        if (cut === undefined) {
          into.write(data)
          return
        }
        into.write(data.subarray(0, Math.floor(data.length * cut.passes)))
        if (cut.how === 'swallow') swallowed.now = true
        else
          setImmediate(() => {
            from.destroy()
            into.destroy()
          })
      })
    }
  })
  const drop = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const port = await listening(listener)
  return {
    port,
    lead: (socket) => {
      target = socket
    },
    arm: (cut) => {
      armed = cut
    },
    swallow: () => {
      isDead = true
    },
    drop,
    [Symbol.asyncDispose]: async () => {
      drop()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

function listening(listener: Server): Promise<number> {
  return new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port))
  })
}
