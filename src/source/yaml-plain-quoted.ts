import type { PlainScalar } from './yaml-plain-tree.ts'

/** A quoted scalar that ends before `lineEnd`. Undefined if it doesn't, or if it contains an escape unknown to YAML. */
export function readQuoted(text: string, start: number, lineEnd: number): PlainScalar | undefined {
  return text.charCodeAt(start) === doubleQuote ? readDouble(text, start, lineEnd) : readSingle(text, start, lineEnd)
}

export function isQuote(code: number): boolean {
  return code === doubleQuote || code === singleQuote
}

const doubleQuote = 0x22
const singleQuote = 0x27
const backslash = 0x5c

function readSingle(text: string, start: number, lineEnd: number): PlainScalar | undefined {
  let close = text.indexOf("'", start + 1)
  const hasQuotes = text.charCodeAt(close + 1) === singleQuote
  while (close >= 0 && close < lineEnd && text.charCodeAt(close + 1) === singleQuote)
    close = text.indexOf("'", close + 2)
  if (close < 0 || close >= lineEnd) return undefined
  const raw = text.slice(start + 1, close)
  return { kind: 'text', start, end: close + 1, text: hasQuotes ? raw.replaceAll("''", "'") : raw }
}

function readDouble(text: string, start: number, lineEnd: number): PlainScalar | undefined {
  let hasEscapes = false
  for (let at = start + 1; at < lineEnd; at++) {
    const code = text.charCodeAt(at)
    if (code === doubleQuote) {
      const raw = text.slice(start + 1, at)
      const value = hasEscapes ? unescaped(raw) : raw
      return value === undefined ? undefined : { kind: 'text', start, end: at + 1, text: value }
    }
    if (code !== backslash) continue
    hasEscapes = true
    at++
  }
  return undefined
}

const escapes = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
])
const hexLengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])
const hex = /^[\da-fA-F]+$/
const lastCodePoint = 0x10ffff

function unescaped(raw: string): string | undefined {
  let value = ''
  let from = 0
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
    const name = raw.charAt(at + 1)
    const length = hexLengths.get(name) ?? 0
    const character = length === 0 ? escapes.get(name) : codePoint(raw.slice(at + 2, at + 2 + length), length)
    if (character === undefined) return undefined
    value += raw.slice(from, at) + character
    from = at + 2 + length
  }
  return value + raw.slice(from)
}

function codePoint(digits: string, length: number): string | undefined {
  if (digits.length !== length || !hex.test(digits)) return undefined
  const code = Number.parseInt(digits, 16)
  return code > lastCodePoint ? undefined : String.fromCodePoint(code)
}
