/** Where a database is: its name in DNS or its address, or the folder of its Unix socket on the same machine. */
export type HostKind = 'name' | 'ipv6' | 'socket'

/** Undefined for text that is none of them, e.g. a host with a port or with parameters of a URL. */
export function hostKind(text: string): HostKind | undefined {
  if (text.length > 253) return undefined
  if (dnsName.test(text)) return 'name'
  if (/^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text) && URL.canParse(`http://[${text}]/`)) return 'ipv6'
  return socketFolder.test(text) ? 'socket' : undefined
}

/** Labels as resolvers take them (RFC 1123, 2.1, and an underscore as many networks have it); IPv4 has the same form. */
const dnsName = /^(?=[^.])(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?)+$/i
/** Cloud SQL's proxy has colons in it: /cloudsql/project:region:instance. */
const socketFolder = /^\/[\w./:@+-]*$/
