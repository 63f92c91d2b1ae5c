import { contentOf } from './sql-text.ts'
import { tokensOf, type Token } from './tokens.ts'

/** Offsets of a literal that is a credential, without its quotes where it has them. */
export interface Credential {
  readonly start: number
  readonly end: number
  readonly content: string
}

/**
 * The credentials that SQL contains in plain text: passwords of roles, options of user mappings and servers, connection strings,
 * keys of pgcrypto, settings whose name says it, and tokens with an issuer's prefix.
 */
export function* credentialsIn(sql: string, offset = 0): Generator<Credential> {
  let seen: Seen = { head: [], recent: [], depth: 0, call: undefined }
  for (const token of tokensOf(sql)) {
    const text = token.kind === 'string' ? contentOf(sql, token) : wordOf(sql, token)
    if (isCredential(seen, token, text)) yield spanOf(sql, token, offset)
    else if (token.kind === 'string' && sql[token.start] === '$') yield* inBody(sql, token, offset)
    seen = after(seen, { kind: token.kind, text: text.slice(0, 100).toLowerCase() })
  }
}

/** What precedes a token. */
interface Seen {
  /** The first two words of the statement. */
  readonly head: readonly string[]
  readonly recent: readonly Word[]
  /** Open parentheses, and how many were open when the call of a keyed function began. */
  readonly depth: number
  readonly call: number | undefined
}

function after({ head, recent, depth, call }: Seen, word: Word): Seen {
  const text = word.kind === 'symbol' ? word.text : ''
  const known = { recent: [...recent.slice(-4), word], depth, call }
  const words = head.length < 2 ? [...head, word.text] : head
  if (text === ';') return { ...known, head: [] }
  if (text === '(') {
    const isKeyed = call === undefined && keyed.has(recent.at(-1)?.text ?? '')
    return { ...known, head: words, depth: depth + 1, call: isKeyed ? depth : call }
  }
  if (text === ')') return { ...known, head: words, depth: depth - 1, call: call === depth - 1 ? undefined : call }
  return { ...known, head: words }
}

function isCredential({ head, recent, call }: Seen, token: Token, text: string): boolean {
  if (token.kind !== 'string') return isUnquoted(head, recent, token)
  return call !== undefined || isShaped(text) || isNamed(recent)
}

/** Replaces what is a credential of the SQL in a text about it. */
export function withoutCredentials(text: string, sql: string): string {
  let shown = text
  for (const { content } of credentialsIn(sql)) {
    if (content !== '') shown = shown.replaceAll(content, '…')
  }
  return shown
}

interface Word {
  readonly kind: Token['kind']
  readonly text: string
}

/** Functions of pgcrypto that take a password or a key. */
const keyed: ReadonlySet<string> = new Set(
  'crypt digest hmac encrypt encrypt_iv decrypt decrypt_iv pgp_sym_encrypt pgp_sym_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_pub_decrypt pgp_pub_decrypt_bytea'.split(
    ' ',
  ),
)

const telling =
  /pass(word|wd|phrase|code)?$|pwd$|secret|token|credential|api_?key|(access|private|encryption|account|sas)_?key/

/** `password=` in a connection string, a password in a URL, or the prefix of an issuer. */
const shaped =
  /\b(?:ssl)?(?:password|passwd|pwd)\s*=|:\/\/[^\s/:@]*:[^\s@]+@|\b(?:sk_live_|rk_live_|AKIA|ASIA|AIza|ghp_|gho_|github_pat_|glpat-|xox[abprs]-|npm_|pypi-|eyJ[\w-]+\.)|-----BEGIN [A-Z ]*PRIVATE KEY/i

function isShaped(content: string): boolean {
  return content.length < 20_000 && !/\n.*;/s.test(content) && shaped.test(content)
}

/** `password 'x'`, `password = 'x'`, `v_token := 'x'`, `set app.api_key to 'x'`, `set_config('app.secret', 'x'`. */
function isNamed(recent: readonly Word[]): boolean {
  const [last, before, first] = recent.toReversed()
  if (last === undefined || last.kind === 'string') return false
  if (last.kind !== 'symbol' && last.text !== 'to') return telling.test(last.text)
  if (!['=', 'to', ','].includes(last.text)) return false
  const name = before?.text === ':' ? first : before
  const isArgument = last.text === ','
  return name !== undefined && (name.kind === 'string') === isArgument && telling.test(name.text)
}

/** `create role app password hunter2`: the server refuses it and quotes the word. */
function isUnquoted([verb, object]: readonly string[], recent: readonly Word[], { kind }: Token): boolean {
  if (kind === 'string' || kind === 'symbol' || recent.at(-1)?.text !== 'password') return false
  return (verb === 'create' || verb === 'alter') && (object === 'role' || object === 'user' || object === 'group')
}

function wordOf(sql: string, { start, end }: Token): string {
  return sql
    .slice(start, Math.min(end, start + 100))
    .toLowerCase()
    .replaceAll('"', '')
}

function spanOf(sql: string, token: Token, offset: number): Credential {
  const content = token.kind === 'string' ? contentOf(sql, token) : sql.slice(token.start, token.end)
  const isQuoted = token.kind === 'string'
  const open = isQuoted ? (/^(?:[eE]?'|\$[^$]*\$)/.exec(sql.slice(token.start, token.start + 70))?.[0].length ?? 0) : 0
  return { start: offset + token.start + open, end: offset + token.end, content }
}

/** The body of a function or a DO block is SQL again, or a connection string. */
function* inBody(sql: string, token: Token, offset: number): Generator<Credential> {
  const tag = /^\$[^$]*\$/.exec(sql.slice(token.start, token.start + 70))?.[0] ?? ''
  const from = token.start + tag.length
  yield* credentialsIn(contentOf(sql, token), offset + from)
}
