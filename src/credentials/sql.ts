import { tokensOf, type Token } from '../migrations/tokens.ts'
import type { Credential } from './credential.ts'
import { headerCredentials } from './header.ts'
import { classOf } from './names.ts'
import { isLiteral } from './named-value.ts'
import { privateKeys } from './private-key.ts'
import { namedSettings } from './setting.ts'
import { isStandIn } from './stand-in.ts'
import { issuedTokens } from './tokens.ts'
import { passwordsInUrls } from './url.ts'

/**
 * Credentials in SQL: in the statements whose grammar has a place for one, in connection strings, and tokens anywhere. The
 * values of columns are data, so `where password = 'x'` does not count.
 */
export function credentialsInSql(sql: string): readonly Credential[] {
  const found = [...issuedTokens(sql), ...privateKeys(sql)]
  if (!interesting.test(sql)) return found
  const tokens = [...tokensOf(sql)]
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'string') continue
    const { start, text } = bodyOf(sql, token)
    const what = placeOf(sql, tokens, at)
    if (what !== undefined) {
      if (!isStandIn(text) && !isVerifier(text)) found.push({ what, start, end: start + text.length })
      continue
    }
    for (const each of inLiteral(text, isBody(sql, token)))
      found.push({ ...each, start: start + each.start, end: start + each.end })
  }
  return found
}

const interesting =
  /pass|pwd|secret|token|cred|(?:api|access|account|private|signing|encryption|master|shared)_?key|identified\s|:\/\/|pgp_|crypt\s*\(|bearer|basic /i

/** PostgreSQL stores these as they are, so the password itself is not in the file. */
function isVerifier(text: string): boolean {
  return /^SCRAM-SHA-256\$\d/.test(text)
}

interface Body {
  readonly text: string
  readonly start: number
}

/** The text between the quotes: `'…'`, `E'…'`, `$tag$…$tag$`. */
function bodyOf(sql: string, { start, end }: Token): Body {
  const whole = sql.slice(start, end)
  const open = /^(?:[eE]?'|\$[^$]*\$)/.exec(whole)?.[0] ?? ''
  const close = open.startsWith('$') ? open.length : 1
  return { text: whole.slice(open.length, Math.max(open.length, whole.length - close)), start: start + open.length }
}

function isBody(sql: string, { start }: Token): boolean {
  return sql[start] === '$'
}

/** What the words before a literal make of it. */
function placeOf(sql: string, tokens: readonly Token[], at: number): string | undefined {
  const word = (back: number): string => {
    const token = tokens[at - back]
    return token === undefined ? '' : sql.slice(token.start, token.end).replace(/^"(.*)"$/, '$1')
  }
  const last = word(1).toLowerCase()
  // CREATE and ALTER ROLE, USER MAPPING's OPTIONS (password '…'), SERVER's options; U&'…' and N'…' have a word before them.
  const name = last === '&' || last === 'n' ? word(last === '&' ? 3 : 2) : word(1)
  if (/^[A-Za-z_]\w*$/.test(name) && !keywords.has(name.toLowerCase())) {
    const nameClass = classOf(name)
    if (nameClass !== undefined && isLiteral(bodyOfToken(sql, tokens[at]), nameClass, 'variable'))
      return `a literal value for ${name.toUpperCase()}`
  }
  return ofLogin(sql, tokens, at, word) ?? ofSetting(sql, tokens, at, word) ?? ofFunction(sql, tokens, at)
}

/** MySQL, MariaDB, ClickHouse: IDENTIFIED [WITH plugin] BY '…'; SQL Server: WITH PASSWORD = '…'. */
function ofLogin(
  sql: string,
  tokens: readonly Token[],
  at: number,
  word: (back: number) => string,
): string | undefined {
  const last = word(1).toLowerCase()
  if (last === 'by' && [2, 3, 4].some((back) => word(back).toLowerCase() === 'identified'))
    return 'a password of IDENTIFIED BY'
  if (
    last === '=' &&
    word(2).toLowerCase() === 'password' &&
    /^(?:with|,)$/i.test(word(3)) &&
    hasWord(sql, tokens, at, /^(?:login|user|credential)$/i)
  )
    return 'a password of a login'
  return undefined
}

const keywords = new Set([
  'as',
  'is',
  'default',
  'like',
  'then',
  'else',
  'when',
  'in',
  'and',
  'or',
  'not',
  'values',
  'select',
  'return',
  'to',
])

function bodyOfToken(sql: string, token: Token | undefined): string {
  return token === undefined ? '' : bodyOf(sql, token).text
}

function hasWord(sql: string, tokens: readonly Token[], at: number, wanted: RegExp): boolean {
  return tokens.slice(Math.max(0, at - 8), at).some(({ start, end }) => wanted.test(sql.slice(start, end)))
}

/** `SET app.jwt_secret = '…'`, `ALTER DATABASE d SET "app.jwt_secret" TO '…'`: a parameter's name has a dot. */
function ofSetting(
  sql: string,
  tokens: readonly Token[],
  at: number,
  word: (back: number) => string,
): string | undefined {
  if (!/^(?:=|to)$/i.test(word(1))) return undefined
  const from = tokens.slice(Math.max(0, at - 6), at - 1)
  const set = from.findLastIndex(({ start, end }) => /^set$/i.test(sql.slice(start, end)))
  if (set < 0) return undefined
  const first = from[set + 1]
  const last = from.at(-1)
  if (first === undefined || last === undefined) return undefined
  const name = sql.slice(first.start, last.end).replaceAll('"', '')
  if (!/^[A-Za-z_]\w*(?:\.\w+)+$/.test(name)) return undefined
  const nameClass = classOf(name)
  return nameClass !== undefined && isLiteral(bodyOfToken(sql, tokens[at]), nameClass, 'variable')
    ? `a literal value for ${name}`
    : undefined
}

/** Which argument of a function is a secret: pgcrypto, Supabase's vault, dblink's connections are read as texts. */
const secretArguments: Readonly<Record<string, number>> = {
  pgp_sym_encrypt: 1,
  pgp_sym_encrypt_bytea: 1,
  pgp_sym_decrypt: 1,
  pgp_sym_decrypt_bytea: 1,
  pgp_pub_decrypt: 2,
  create_secret: 0,
  crypt: 0,
}

function ofFunction(sql: string, tokens: readonly Token[], at: number): string | undefined {
  const { open, index } = argumentOf(sql, tokens, at)
  const name = open === undefined ? undefined : tokens[open - 1]
  if (name === undefined) return undefined
  const called = sql.slice(name.start, name.end).toLowerCase()
  if (secretArguments[called] === index && isDirect(sql, tokens[at - 1])) return `a secret argument of ${called}`
  const first = tokens[(open ?? 0) + 1]
  if (called !== 'set_config' || index !== 1 || first === undefined) return undefined
  const parameter = bodyOf(sql, first).text
  const nameClass = classOf(parameter)
  return nameClass !== undefined && isLiteral(bodyOfToken(sql, tokens[at]), nameClass, 'variable')
    ? `a literal value for ${parameter}`
    : undefined
}

/** The argument is the literal itself, not an expression with it. */
function isDirect(sql: string, token: Token | undefined): boolean {
  const sign = token === undefined ? '' : sql.slice(token.start, token.end)
  return sign === '(' || sign === ','
}

/** The parenthesis that is open at a token, and how many commas are between: at most a few dozen tokens back. */
function argumentOf(
  sql: string,
  tokens: readonly Token[],
  at: number,
): { readonly open: number | undefined; readonly index: number } {
  let [depth, index] = [0, 0]
  for (let back = at - 1; back >= Math.max(0, at - 60); back--) {
    const token = tokens[back]
    if (token?.kind !== 'symbol') continue
    const sign = sql[token.start]
    if (sign === ';') break
    if (sign === ')') depth += 1
    else if (sign === ',' && depth === 0) index += 1
    else if (sign === '(' && depth-- === 0) return { open: back, index }
  }
  return { open: undefined, index }
}

const connection = /\b(?:host|hostaddr|dbname|user|port|service|server|data source|uid)\s{0,4}=/i

/** A connection string, a URL or a header; a routine's body is SQL itself. */
function inLiteral(text: string, isDollar: boolean): readonly Credential[] {
  if (isDollar && /\b(?:begin|select|perform|execute|create|alter|insert|update)\b/i.test(text))
    return credentialsInSql(text)
  const named = connection.test(text) ? namedSettings(text, 'text') : []
  return [...named, ...passwordsInUrls(text, 'text'), ...headerCredentials(text, 'text')]
}
