import { contentOf } from './sql-text.ts'
import type { Word } from './statements.ts'
import { wordReader } from './word-reader.ts'

/** A setting under which the server reads a file differently than it is written. */
export interface Misread {
  readonly name: string
  readonly value: string
  readonly expected: string
}

/**
 * Settings that decide how the server reads what is sent, with the value under which client and server read it alike. The
 * server reports them whenever they change (https://www.postgresql.org/docs/18/protocol-flow.html, "Asynchronous Operations").
 */
export const readAlike: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
}

export function misreadWords({ name, value, expected }: Misread): string {
  return `${name} is ${value}, but wavec sends files with ${name} = ${expected}`
}

/** A setting with a value that the text gives. */
export interface Setting {
  readonly name: string
  readonly value: string
}

/** Of SET and of `select set_config('name', 'value', …)`. */
export function settingIn(head: readonly Word[]): Setting | undefined {
  const words = wordReader(head)
  if (words.take('set')) {
    if (words.next() === 'local' || words.next() === 'session') words.skip()
    if (words.take('names')) return given('client_encoding', words.name())
    const name = words.name()
    if (!words.take('to') && words.name() !== '=') return undefined
    return given(name, words.name())
  }
  if (!words.take('select') || !/^(?:pg_catalog\.)?set_config$/i.test(words.name())) return undefined
  const [name, comma, value] = words.parenthesised()
  return name === undefined || value === undefined || comma !== ',' ? undefined : given(bare(name), value)
}

/** DEFAULT is what the session began with. */
function given(name: string, value: string): Setting | undefined {
  return value === '' || /^default$/i.test(value) ? undefined : { name: name.toLowerCase(), value: bare(value) }
}

function bare(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : contentOf(text, { kind: 'string', start: 0, end: text.length })
}

/** Undefined also where the value can't be read here: the server's report decides then. */
export function misreadBy({ name, value }: Setting): Misread | undefined {
  const expected = Object.hasOwn(readAlike, name) ? readAlike[name] : undefined
  if (expected === undefined) return undefined
  const isAlike = name === 'client_encoding' ? isUtf8(value) : !isOff(value)
  return isAlike ? undefined : { name, value, expected }
}

/** As clean_encoding_name() in src/common/encnames.c, which also knows UTF8 as Unicode. */
function isUtf8(value: string): boolean {
  return ['utf8', 'unicode'].includes(value.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}

/** As parse_bool() in src/backend/utils/adt/bool.c: any beginning of a word that is not ambiguous. */
function isOff(value: string): boolean {
  return /^(?:f|fa|fal|fals|false|n|no|of|off|0)$/i.test(value)
}

export function isOn(value: string): boolean {
  return /^(?:t|tr|tru|true|y|ye|yes|on|1)$/i.test(value)
}
