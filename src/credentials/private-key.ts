import type { Credential } from './credential.ts'

/**
 * RFC 7468 and its kin: PKCS#1, SEC1, PKCS#8 (encrypted or not), OpenSSH, PGP, SSH2, PuTTY. Text of a key must follow,
 * because examples have dots or a sentence there. Encrypted ones count: their passphrase can be tried at leisure.
 */
const begin =
  /-----? ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-----?(?:\\+r)?(?:\\+n|\s){0,20}(?:[A-Za-z][\w-]{1,30}: [^\n\\]{0,200}(?:\\+n|\s){1,20}){0,6}[A-Za-z0-9+/=]{3}|PuTTY-User-Key-File-\d: [a-z0-9-]{3,40}/g

export function privateKeys(text: string): Credential[] {
  if (!text.includes('PRIVATE KEY') && !text.includes('PuTTY-User-Key-File')) return []
  return [...text.matchAll(begin)].map(({ 0: found, index }) => {
    const end = text.indexOf('-----END', index)
    return { what: 'a private key', start: index, end: end < 0 ? index + found.length : end }
  })
}
