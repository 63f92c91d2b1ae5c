import { connect } from 'node:net'
import { once } from './http-exchange.ts'
import type { HttpAnswer } from './http.ts'

export interface TcpTarget {
  readonly host: string
  readonly port: number
  readonly timeout: number
  readonly stop?: AbortSignal
}

/** Whether a connection opens: all that a tcpSocket probe asks. `status` 200 stands for yes. */
export async function tcpConnect(target: TcpTarget): Promise<HttpAnswer> {
  return once(target, ({ answered, failed }) => {
    const socket = connect({ host: target.host, port: target.port })
    socket.on('connect', () => answered({ status: 200, body: '' }))
    socket.on('error', failed)
    return () => socket.destroy()
  })
}
