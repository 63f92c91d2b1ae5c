// A database that is reached by its address: its certificate is checked for the address, and Node has no warning to print.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { connect, TLSSocket, type ConnectionOptions as TlsOptions } from 'node:tls'
import type { ConnectionOptions } from '../../src/connect/pg-options.ts'
import { negotiated, tlsFor } from '../../src/connect/pg-tls.ts'
import { tcpServer, tlsFolder } from './http-servers.ts'

const read = (name: string): Buffer => readFileSync(`${tlsFolder}${name}`)

/** Agrees to TLS as PostgreSQL does, with a certificate for localhost and 127.0.0.1. */
const postgres = () =>
  tcpServer((socket) => {
    socket.once('data', () => {
      socket.write('S')
      new TLSSocket(socket, { isServer: true, key: read('server.key'), cert: read('server.pem') }).on('error', () => {})
    })
  })

/** The error of the handshake, undefined if it succeeds. */
async function handshake(options: ConnectionOptions, changed: TlsOptions = {}): Promise<string | undefined> {
  const tls = await tlsFor(options, 5000)
  assert.ok(tls !== false)
  const socket = await negotiated(options, 5000)
  assert.ok(socket !== undefined)
  const secured = connect({ socket, host: options.host, ...tls, ...changed })
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    secured.once('error', resolve)
    secured.once('secureConnect', () => resolve(undefined))
  })
  secured.destroy()
  return error?.code
}

test('verify-full to an address proves the address, without a warning of Node', async () => {
  await using server = await postgres()
  const warnings: string[] = []
  const note = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', note)
  const options = (host: string): ConnectionOptions => ({
    host,
    port: server.port,
    database: 'd',
    user: 'u',
    password: undefined,
    tls: 'verify-full',
    rootCertificate: `${tlsFolder}ca.pem`,
    application: 'wavec',
  })
  assert.equal(await handshake(options('127.0.0.1')), undefined)
  assert.equal(await handshake(options('localhost')), undefined)
  // In the certificate is 127.0.0.1 alone.
  assert.equal(await handshake(options('127.0.0.1'), { host: '127.0.0.2' }), 'ERR_TLS_CERT_ALTNAME_INVALID')
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(warnings, [])
  // The option that Node warns of, so that the test can fail.
  await handshake(options('127.0.0.1'), { servername: '127.0.0.1' })
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)
  assert.match(warnings.join(), /ServerName to an IP address/)
})
