import type { Credential } from './credential.ts'
import { connectionFiles } from './connection-file.ts'
import { headerCredentials } from './header.ts'
import { privateKeys } from './private-key.ts'
import { namedSettings } from './setting.ts'
import { issuedTokens } from './tokens.ts'
import { passwordsInUrls } from './url.ts'

/** Long enough for a name and a value; a shorter one decodes to letters by accident. */
const base64 = /(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{20,}|[A-Za-z0-9_-]{20,})={0,2}(?![A-Za-z0-9+/_-])/g

/** What base64 only wraps: settings, URLs, keys and tokens. One level: who encodes twice hides, and does not slip. */
export function encodedIn(text: string): Credential[] {
  const found: Credential[] = []
  for (const { 0: whole, index } of text.matchAll(base64)) {
    const plain = decodedText(whole)
    const first = plain === undefined ? undefined : firstIn(plain)
    if (first !== undefined) found.push({ what: `${first.what}, in base64,`, start: index, end: index + whole.length })
  }
  return found
}

function firstIn(plain: string): Credential | undefined {
  return (
    issuedTokens(plain)[0] ??
    privateKeys(plain)[0] ??
    passwordsInUrls(plain, 'text')[0] ??
    headerCredentials(plain, 'text')[0] ??
    namedSettings(plain, 'text')[0] ??
    connectionFiles(plain, 'text')[0]
  )
}

/** Undefined for bytes that are no text. */
export function decodedText(text: string): string | undefined {
  const plain = Buffer.from(text.replaceAll(/\s/g, ''), 'base64').toString('utf8')
  // oxlint-disable-next-line no-control-regex -- a text has none of these but tabs and line breaks
  return plain === '' || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(plain) ? undefined : plain
}
