import { connect as open, isIP, type Socket } from 'node:net'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { Failure } from '../diagnostic/failure.ts'
import type { ConnectionOptions } from './pg-options.ts'
import { readAuthority, readClientCertificate } from './pg-tls-files.ts'

/** SSLRequest: its length, then 1234 and 5679 (https://www.postgresql.org/docs/18/protocol-message-formats.html). */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * What libpq's sslmode means for this server: no TLS, or how to check its certificate. Asks the server first whether it
 * supports TLS, because node-pg can't fall back and its error for a refusal has no code.
 */
export async function tlsFor(options: ConnectionOptions, timeout: number): Promise<false | TlsOptions> {
  if (options.tls === 'disable' || options.host.startsWith('/')) return false
  // Before the first packet, because a wrong file is wrong for every answer of the server.
  const checks = checksOf(options)
  const socket = await negotiated(options, timeout)
  socket?.destroy()
  if (socket === undefined) {
    if (options.tls === 'allow' || options.tls === 'prefer') return false
    throw new Failure(
      `${options.host}:${options.port} does not support TLS, but the connection requires it (sslmode ${options.tls})`,
      {
        code: 'database/tls-refused',
        exit: 4,
        next: 'set ssl = on in postgresql.conf of the server, or database.tls.mode: disable if the network is trusted',
      },
    )
  }
  return checks
}

function checksOf(options: ConnectionOptions): TlsOptions {
  const { tls, rootCertificate, host } = options
  // As in libpq, `system` is not a file. Node's own roots take its place, with those of NODE_EXTRA_CA_CERTS.
  const authority =
    rootCertificate === undefined || rootCertificate === 'system' ? {} : { ca: [...readAuthority(rootCertificate)] }
  const own = { ...authority, ...readClientCertificate(options) }
  // A server name must be a name (RFC 6066, section 3). Node checks an address against the certificate all the same.
  if (tls === 'verify-full')
    return { ...own, rejectUnauthorized: true, ...(isIP(host) === 0 ? { servername: host } : {}) }
  // As in libpq, `require` with a root certificate acts like `verify-ca`: it checks the chain, but not the name.
  const checked = tls === 'verify-ca' || (tls === 'require' && rootCertificate !== undefined)
  return checked
    ? { ...own, rejectUnauthorized: true, checkServerIdentity: () => undefined }
    : { ...own, rejectUnauthorized: false }
}

/** A connection on which the server has agreed to TLS, or undefined if it does not support it. */
export function negotiated({ host, port }: ConnectionOptions, timeout: number): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = open({ host, port, timeout })
    const refuse = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    socket.once('connect', () => socket.write(sslRequest))
    socket.once('data', (answer) => {
      socket.removeAllListeners()
      if (answer[0] === 'S'.charCodeAt(0)) return resolve(socket)
      socket.destroy()
      resolve(undefined)
    })
    socket.once('timeout', () => refuse(timedOut(host, port, timeout)))
    socket.once('error', refuse)
    socket.once('close', () => refuse(closed(host, port)))
  })
}

function timedOut(host: string, port: number, timeout: number): Error {
  return Object.assign(new Error(`${host}:${port} did not answer within ${timeout} ms`), { code: 'ETIMEDOUT' })
}

function closed(host: string, port: number): Error {
  return Object.assign(new Error(`${host}:${port} closed the connection before it answered`), { code: 'ECONNRESET' })
}
