import { connect as open } from 'node:net'
import { readFileSync } from 'node:fs'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { Failure } from '../diagnostic/failure.ts'
import type { ConnectionOptions } from './pg-options.ts'

/** SSLRequest: its length, then 1234 and 5679 (https://www.postgresql.org/docs/18/protocol-message-formats.html). */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * What libpq's sslmode means for this server: no TLS, or how to check its certificate. Asks the server first whether it
 * supports TLS, because node-pg can't fall back and its error for a refusal has no code.
 */
export async function tlsFor(options: ConnectionOptions, timeout: number): Promise<false | TlsOptions> {
  if (options.tls === 'disable' || options.host.startsWith('/')) return false
  if (!(await offersTls(options, timeout))) {
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
  return checksOf(options)
}

function checksOf({ tls, rootCertificate, host }: ConnectionOptions): TlsOptions {
  const authority = rootCertificate === undefined ? {} : { ca: readFileSync(rootCertificate, 'utf8') }
  if (tls === 'verify-full') return { ...authority, rejectUnauthorized: true, servername: host }
  // As in libpq, `require` with a root certificate acts like `verify-ca`: it checks the chain, but not the name.
  const checked = tls === 'verify-ca' || (tls === 'require' && rootCertificate !== undefined)
  return checked
    ? { ...authority, rejectUnauthorized: true, checkServerIdentity: () => undefined }
    : { rejectUnauthorized: false }
}

function offersTls({ host, port }: ConnectionOptions, timeout: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = open({ host, port, timeout })
    const settle = (act: () => void): void => {
      socket.destroy()
      act()
    }
    socket.once('connect', () => socket.write(sslRequest))
    socket.once('data', (answer) => settle(() => resolve(answer[0] === 'S'.charCodeAt(0))))
    socket.once('timeout', () => settle(() => reject(timedOut(host, port, timeout))))
    socket.once('error', (error) => settle(() => reject(error)))
    socket.once('close', () => settle(() => reject(closed(host, port))))
  })
}

function timedOut(host: string, port: number, timeout: number): Error {
  return Object.assign(new Error(`${host}:${port} did not answer within ${timeout} ms`), { code: 'ETIMEDOUT' })
}

function closed(host: string, port: number): Error {
  return Object.assign(new Error(`${host}:${port} closed the connection before it answered`), { code: 'ECONNRESET' })
}
