import { isIP, type Socket } from 'node:net'
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { codeOf } from './error-code.ts'
import { databaseFailure, type DatabaseFailure } from './pg-failure.ts'
import type { ConnectionOptions } from './pg-options.ts'

interface Refused {
  readonly options: ConnectionOptions
  readonly subject: string
  /** A connection on which the server has agreed to TLS. */
  readonly open: () => Promise<Socket | undefined>
  readonly timeout: number
}

/** Says of the server's certificate what the error of OpenSSL does not: its names, its dates, who issued it. */
export async function certificateFailure(error: unknown, refused: Refused): Promise<DatabaseFailure> {
  const about = abouts[codeOf(error) ?? '']
  const chain = about === undefined ? [] : await presented(refused)
  const [leaf] = chain
  if (about === undefined || leaf === undefined)
    return databaseFailure(error, { sent: 'login', subject: refused.subject })
  const { host, port } = refused.options
  const explained = Object.assign(
    new Error(about({ leaf, chain, host, address: `${host}:${port}` }), { cause: error }),
    {
      code: codeOf(error),
    },
  )
  return databaseFailure(explained, { sent: 'login', subject: refused.subject })
}

interface Presented {
  readonly leaf: DetailedPeerCertificate
  readonly chain: readonly DetailedPeerCertificate[]
  readonly host: string
  readonly address: string
}

type About = (presented: Presented) => string

const wrongHost: About = ({ leaf, host, address }) =>
  `the certificate of ${address} is for ${namesOf(leaf).join(', ') || 'no host'}, not for ${host}`
const notVouched: About = ({ chain, address }) => {
  const last = chain.at(-1)
  const issuer = last === undefined ? '' : nameOf(last.issuer)
  return `the certificate of ${address} was issued by ${issuer}, which is not a trusted authority`
}

const abouts: Readonly<Record<string, About>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: wrongHost,
  HOSTNAME_MISMATCH: wrongHost,
  CERT_HAS_EXPIRED: ({ leaf, chain, address }) => {
    const now = Date.now()
    const expired = chain.find(({ valid_to: end }) => Date.parse(end) < now) ?? leaf
    return `${whose(expired, leaf)} of ${address} expired on ${day(expired.valid_to)}`
  },
  CERT_NOT_YET_VALID: ({ leaf, chain, address }) => {
    const now = Date.now()
    const early = chain.find(({ valid_from: start }) => Date.parse(start) > now) ?? leaf
    return `${whose(early, leaf)} of ${address} is valid from ${day(early.valid_from)}, and the clock here is at ${day(new Date(now))}`
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ leaf, address }) =>
    `the certificate of ${address}, ${nameOf(leaf.subject)}, is signed by itself and not by an authority`,
  SELF_SIGNED_CERT_IN_CHAIN: notVouched,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notVouched,
  UNABLE_TO_GET_ISSUER_CERT: notVouched,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notVouched,
  CERT_UNTRUSTED: notVouched,
}

function whose(certificate: DetailedPeerCertificate, leaf: DetailedPeerCertificate): string {
  return certificate === leaf ? 'the certificate' : `the certificate of the authority ${nameOf(certificate.subject)}`
}

function day(date: string | Date): string {
  return new Date(date).toISOString().replace('.000Z', 'Z')
}

/** At most ten: a certificate may contain hundreds. */
function namesOf({ subjectaltname, subject }: DetailedPeerCertificate): readonly string[] {
  const names = (subjectaltname ?? '')
    .split(', ')
    .filter((name) => /^(DNS|IP Address):/.test(name))
    .map((name) => name.replace(/^[^:]*:/, ''))
  const all = names.length > 0 ? names : [nameOf(subject)]
  return all.length > 10 ? [...all.slice(0, 10), `${all.length - 10} more`] : all
}

function nameOf({ CN, O, OU }: DetailedPeerCertificate['subject']): string {
  const name = [CN, O, OU].flat().find((part) => part !== undefined && part !== '')
  return name === undefined ? 'an unnamed issuer' : `"${name}"`
}

/** From the server's own certificate to the last one that it sent. Nothing is sent but the handshake. */
async function presented({ options, open, timeout }: Refused): Promise<readonly DetailedPeerCertificate[]> {
  try {
    const socket = await open()
    if (socket === undefined) return []
    const servername = isIP(options.host) === 0 ? { servername: options.host } : {}
    return chainFrom(await secured(connect({ socket, ...servername, rejectUnauthorized: false }), timeout))
  } catch (error) {
    // Without it the error is reported as OpenSSL puts it.
    if (codeOf(error) === undefined) throw error
    return []
  }
}

function secured(socket: TLSSocket, timeout: number): Promise<DetailedPeerCertificate> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(timeout, () => socket.destroy(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      resolve(socket.getPeerCertificate(true))
      socket.destroy()
    })
  })
}

function chainFrom(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain = [leaf]
  // A root is its own issuer.
  for (
    let next = leaf.issuerCertificate;
    next?.raw !== undefined && !chain.includes(next);
    next = next.issuerCertificate
  )
    chain.push(next)
  return chain
}
