import { tokensOf, type Token } from '../migrations/tokens.ts'
import { classOf } from './names.ts'

/**
 * What the words before a literal make of it. `secret`: the grammar, a parameter or a function takes a credential there.
 * `compared`: a column or a variable with such a name, whose values are data.
 */
export interface Role {
  readonly kind: 'secret' | 'compared'
  /** `a literal value for PASSWORD`. */
  readonly what: string
  /** Its name decides whether the value is the credential itself; undefined where any value is. */
  readonly name: string | undefined
}

/** A string, or the word in the place of one, without its quotes; offsets are of that text. */
export interface Literal {
  readonly start: number
  readonly end: number
  readonly quoting: 'single' | 'dollar' | 'none'
  readonly role: Role | undefined
}

/** Every literal of the SQL, in one pass. Those in the body of a routine are left to the caller. */
export function* literalsOf(sql: string): Generator<Literal> {
  const seen = new Seen()
  for (const token of tokensOf(sql)) {
    const text = sql.slice(token.start, Math.min(token.end, token.start + 100)).replace(/^"(.*)"$/s, '$1')
    if (token.kind === 'string') yield { ...bodyOf(sql, token), role: roleOf(seen) }
    else if (token.kind !== 'symbol' && !/^[un]$/i.test(text) && isUnquotedPassword(seen))
      yield { start: token.start, end: token.end, quoting: 'none', role: named('password') }
    seen.add(token.kind, text)
  }
}

interface Word {
  readonly kind: Token['kind']
  readonly text: string
  readonly lower: string
}

/** An open parenthesis: what is called, which argument it is at, and the first of them if that is a string. */
interface Call {
  readonly name: string
  index: number
  first: string | undefined
}

const mostWords = 10

/** What precedes a token in its statement. */
class Seen {
  /** The first two words. */
  head: string[] = []
  words: Word[] = []
  calls: Call[] = []

  add(kind: Token['kind'], text: string): void {
    if (kind === 'symbol' && text === ';') {
      this.head = []
      this.words = []
      this.calls = []
      return
    }
    this.call(kind, text)
    const word = { kind, text, lower: text.toLowerCase() }
    if (this.head.length < 2) this.head.push(word.lower)
    this.words.push(word)
    if (this.words.length > mostWords) this.words.shift()
  }

  private call(kind: Token['kind'], text: string): void {
    const call = this.calls.at(-1)
    if (kind === 'string' && call?.index === 0) call.first ??= text.replaceAll(/^[^']*'|'$/g, '')
    if (kind !== 'symbol') return
    if (text === '(') this.calls.push({ name: this.back(1).lower, index: 0, first: undefined })
    else if (text === ')') this.calls.pop()
    else if (text === ',' && call !== undefined) call.index += 1
  }

  back(steps: number): Word {
    return this.words.at(-steps) ?? { kind: 'symbol', text: '', lower: '' }
  }

  has(...wanted: readonly string[]): boolean {
    return this.words.some(({ kind, lower }) => kind === 'word' && wanted.includes(lower))
  }
}

/** The text between the quotes: `'…'`, `E'…'`, `$tag$…$tag$`. */
function bodyOf(sql: string, { start, end }: Token): Omit<Literal, 'role'> {
  const open = /^(?:[eE]?'|\$[^$]*\$)/.exec(sql.slice(start, Math.min(end, start + 100)))?.[0] ?? ''
  const quoting = open.startsWith('$') ? 'dollar' : 'single'
  const close = quoting === 'dollar' ? open.length : 1
  return { start: start + open.length, end: Math.max(start + open.length, end - close), quoting }
}

function roleOf(seen: Seen): Role | undefined {
  return ofNamed(seen) ?? ofLogin(seen) ?? ofSetting(seen) ?? ofCall(seen) ?? ofComparison(seen)
}

function named(name: string, kind: Role['kind'] = 'secret'): Role {
  return { kind, what: `a literal value for ${name.toUpperCase()}`, name }
}

/** Words that may come before any value. */
const keywords = new Set(
  'as is default like ilike then else when in and or not values select return returns to by from with concat using on'.split(
    ' ',
  ),
)

/** CREATE and ALTER ROLE, USER MAPPING's and SERVER's OPTIONS (password '…'), psql's \set; U&'…' and N'…' have a sign before them. */
function ofNamed(seen: Seen): Role | undefined {
  const last = seen.back(1)
  const steps = last.lower === '&' ? 3 : last.lower === 'n' ? 2 : 1
  const { kind, text, lower } = seen.back(steps)
  if ((kind !== 'word' && kind !== 'quoted') || keywords.has(lower) || !/^[A-Za-z_]\w*$/.test(text)) return undefined
  return classOf(text) === undefined ? undefined : named(text)
}

/** MySQL, MariaDB, ClickHouse: IDENTIFIED [WITH plugin] BY, SET PASSWORD [FOR u] =; SQL Server: WITH PASSWORD =. */
function ofLogin(seen: Seen): Role | undefined {
  const last = seen.back(1).lower
  if (last === 'by' && seen.has('identified'))
    return { kind: 'secret', what: 'a password of IDENTIFIED BY', name: undefined }
  if (last !== '=' || !seen.has('password')) return undefined
  const isLogin = seen.back(2).lower === 'password' && seen.has('login', 'user', 'credential') && seen.has('with')
  return isLogin || (seen.head[0] === 'set' && seen.head[1] === 'password') ? named('password') : undefined
}

/** `SET app.jwt_secret = '…'`, `ALTER DATABASE d SET "app.jwt_secret" TO '…'`: a parameter's name has a dot. */
function ofSetting(seen: Seen): Role | undefined {
  if (!['=', 'to'].includes(seen.back(1).lower)) return undefined
  const set = seen.words.findLastIndex(({ lower }) => lower === 'set' || lower === 'local' || lower === 'session')
  if (set < 0) return undefined
  const name = seen.words
    .slice(set + 1, -1)
    .map(({ text }) => text)
    .join('')
  return /^[A-Za-z_]\w*(?:\.\w+)+$/.test(name) && classOf(name) !== undefined ? named(name) : undefined
}

/** Which argument of a function is a secret: pgcrypto's, Supabase's vault's. */
const secretArguments: Readonly<Record<string, number>> = {
  pgp_sym_encrypt: 1,
  pgp_sym_encrypt_bytea: 1,
  pgp_sym_decrypt: 1,
  pgp_sym_decrypt_bytea: 1,
  pgp_pub_decrypt: 2,
  pgp_pub_decrypt_bytea: 2,
  create_secret: 0,
  crypt: 0,
}

/** Functions of pgcrypto of whose arguments each may be a password or a key. */
const keyed = new Set([
  ...Object.keys(secretArguments),
  ...'digest hmac encrypt encrypt_iv decrypt decrypt_iv'.split(' '),
])

function ofCall(seen: Seen): Role | undefined {
  const call = seen.calls.at(-1)
  // The argument is the literal itself, not an expression with it.
  const isDirect = ['(', ','].includes(seen.back(1).lower)
  if (call !== undefined && isDirect && secretArguments[call.name] === call.index)
    return { kind: 'secret', what: `a secret argument of ${call.name}`, name: undefined }
  if (call?.name === 'set_config' && call.index === 1 && classOf(call.first ?? '') !== undefined)
    return named(call.first ?? '')
  return seen.calls.slice(-8).some(({ name }) => keyed.has(name))
    ? { kind: 'compared', what: 'an argument of pgcrypto', name: undefined }
    : undefined
}

/** `password = 'x'`, `v_token := 'x'`, `secret_hash 'x'`, `jsonb_build_object('password', 'x'`. */
function ofComparison(seen: Seen): Role | undefined {
  const [last, before, first] = [seen.back(1), seen.back(2), seen.back(3)]
  if (last.kind === 'string') return undefined
  if (last.kind !== 'symbol' && last.lower !== 'to') return compared(last)
  if (last.lower === ',') return before.kind === 'string' ? compared(before) : undefined
  const name = before.kind === 'symbol' ? first : before
  return ['=', 'to', '>'].includes(last.lower) && name.kind !== 'string' ? compared(name) : undefined
}

function compared({ text }: Word): Role | undefined {
  return suggestive.test(text) || classOf(text) !== undefined ? named(text, 'compared') : undefined
}

const suggestive = /pass(?:word|wd|phrase|code)?\W?$|secret|token|credential/i

/** `create role app password hunter2`: the server refuses it and quotes the word. */
function isUnquotedPassword(seen: Seen): boolean {
  const [verb = '', object = ''] = seen.head
  return (
    ['create', 'alter'].includes(verb) &&
    ['role', 'user', 'group'].includes(object) &&
    seen.back(1).lower === 'password' &&
    seen.words.length > 2
  )
}
