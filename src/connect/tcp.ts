import { connect } from 'node:net'
import { once } from './http-exchange.ts'
import type { HttpAnswer } from './http-answer.ts'

export interface TcpTarget {
  readonly host: string
  readonly port: number
  readonly timeout: number
  readonly stop?: AbortSignal
}

/** Opens a connection, as a tcpSocket probe does. Success is `status` 200. */
export async function tcpConnect(target: TcpTarget): Promise<HttpAnswer> {
  return once(target, ({ answered, failed }) => {
    const socket = connect({ host: target.host, port: target.port })
    socket.on('connect', () => answered({ status: 200, body: '' }))
    socket.on('error', failed)
    return () => socket.destroy()
  })
}
