import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { Failure } from '../diagnostic/failure.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { codeOf } from './error-code.ts'
import type { ConnectionOptions } from './pg-options.ts'

/** For a server that trusts clients by certificate (`cert` in pg_hba.conf). */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

const mounted = {
  ca: 'kubectl get secret   # the one that database.tls.caSecret names needs the certificate of the authority under its key',
  client: 'correct PGSSLCERT and PGSSLKEY, or sslcert and sslkey in DATABASE_URL',
} as const

type Whose = keyof typeof mounted

/** The certificates of the file, without what is between them. */
export function readAuthority(path: string): readonly string[] {
  const text = readPem(path, 'ca', 'the file of the certificate authority')
  const certificates = text.match(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g,
  )
  if (certificates === null) throw notPem(path, 'ca', `contains no certificate (${contentsOf(text)})`)
  for (const certificate of certificates)
    unlessInvalid(() => new X509Certificate(certificate), path, 'ca', 'contains a certificate that cannot be read')
  return certificates
}

export function readClientCertificate(options: ConnectionOptions): ClientCertificate | undefined {
  const { clientCertificate, clientKey } = options
  if (clientCertificate === undefined && clientKey === undefined) return undefined
  if (clientCertificate === undefined || clientKey === undefined)
    throw new Failure(
      `a client certificate needs both its file and the file of its key, and ${clientKey === undefined ? 'the key' : 'the certificate'} is not set`,
      { code: 'database/client-certificate', exit: 4, next: mounted.client },
    )
  const cert = readPem(clientCertificate, 'client', 'the client certificate')
  const key = readPem(clientKey, 'client', 'the key of the client certificate')
  unlessInvalid(() => new X509Certificate(cert), clientCertificate, 'client', 'contains no certificate')
  unlessInvalid(() => createPrivateKey(key), clientKey, 'client', 'contains no private key without a passphrase')
  unlessInvalid(() => createSecureContext({ cert, key }), clientKey, 'client', 'is not the key of the certificate')
  return { cert, key }
}

function readPem(path: string, whose: Whose, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    throw new Failure(`${what} ${path} ${reasons[code] ?? 'cannot be read'} (${code})`, {
      code: faults[whose][code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable'],
      exit: 4,
      next: code === 'EISDIR' ? `ls -l ${shellWord(path)}   # name the file in it` : mounted[whose],
      cause: error,
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'cannot be read by this user',
}

const faults: { readonly [K in Whose]: Readonly<Record<'missing' | 'unreadable' | 'invalid', string>> } = {
  ca: { missing: 'database/ca-missing', unreadable: 'database/ca-unreadable', invalid: 'database/ca-not-pem' },
  client: {
    missing: 'database/client-certificate-missing',
    unreadable: 'database/client-certificate-unreadable',
    invalid: 'database/client-certificate',
  },
}

function unlessInvalid(parse: () => unknown, path: string, whose: Whose, fault: string): void {
  try {
    parse()
  } catch (error) {
    // OpenSSL's errors have a code such as ERR_OSSL_PEM_NO_START_LINE.
    if (codeOf(error) === undefined) throw error
    throw notPem(path, whose, fault)
  }
}

function notPem(path: string, whose: Whose, fault: string): Failure {
  return new Failure(`${path} ${fault}`, { code: faults[whose].invalid, exit: 4, next: mounted[whose] })
}

/** What the text holds instead, without showing it. */
function contentsOf(text: string): string {
  if (text.trim() === '') return 'it is empty'
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1]
  return label === undefined ? 'it is not PEM' : `it is a ${label.toLowerCase()}`
}
