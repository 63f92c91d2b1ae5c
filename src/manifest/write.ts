import type { ValuePath } from '../source/span.ts'
import { isList } from './fields.ts'
import type { Json, JsonObject } from './manifest.ts'
import { pathText } from './path-text.ts'
import { isPlainSafe, quoteText } from './quote.ts'

/**
 * One YAML document, ending in `\n`, that both kubectl (YAML 1.1, sigs.k8s.io/yaml) and YAML 1.2 readers read back as
 * `value`. Keys in insertion order, without `undefined`, lists at the indentation of their key. Throws an Error with the
 * path of a value that JSON cannot represent: a number that is not finite, or a lone surrogate.
 */
export function writeYaml(value: JsonObject): string {
  try {
    const body = mapping(value, '')
    return body === '' ? '{}\n' : body
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    throw new Error(`cannot write ${pathText(unwritable(value, []) ?? [])}: ${error.message}`, { cause: error })
  }
}

/**
 * Joins documents and keeps their last newlines, which belong to the value after `|+`. A stream that starts like JSON
 * gets a `---`, because kubectl would read all of it as JSON (apimachinery, util/yaml GuessJSONStream).
 */
export function joinDocuments(documents: readonly string[]): string {
  let stream = /^\s*\{/.test(documents[0] ?? '') ? '---\n' : ''
  for (const [index, document] of documents.entries()) {
    if (index > 0) stream += '---\n'
    stream += document.endsWith('\n') ? document : `${document}\n`
  }
  return stream
}

class Unwritable extends Error {}

/** Beyond 1024 characters a key needs `? ` (YAML 1.1, 7.8.3 simple keys; libyaml counts up to the colon). */
const longestSimpleKey = 1000

/** The lines of a block mapping, or the empty string for a map without entries. */
function mapping(value: JsonObject, indent: string): string {
  let text = ''
  for (const key of Object.keys(value)) {
    const item = value[key]
    if (item === undefined) continue
    const name = isPlainSafe(key) ? key : quoted(key)
    text += name.length > longestSimpleKey ? `${indent}? ${name}\n${indent}:` : `${indent}${name}:`
    text += afterKey(item, indent)
  }
  return text
}

/** The text after `key:`, including the newline. */
function afterKey(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, indent)}\n`
  if (isList(value)) return value.length === 0 ? ' []\n' : `\n${sequence(value, indent)}`
  const body = mapping(value, `${indent}  `)
  return body === '' ? ' {}\n' : `\n${body}`
}

function sequence(values: readonly Json[], indent: string): string {
  let text = ''
  for (const value of values) text += `${indent}- ${afterDash(value, indent)}`
  return text
}

/** A nested collection starts on the line of the dash, so its first indentation is removed. */
function afterDash(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) return `${scalar(value, indent)}\n`
  const inner = `${indent}  `
  if (isList(value)) return value.length === 0 ? '[]\n' : sequence(value, inner).slice(inner.length)
  const body = mapping(value, inner)
  return body === '' ? '{}\n' : body.slice(inner.length)
}

function scalar(value: string | number | boolean | null, indent: string): string {
  if (typeof value === 'string') return isPlainSafe(value) ? value : (block(value, indent) ?? quoted(value))
  if (typeof value === 'number') return numeral(value)
  return String(value)
}

/** A float of YAML 1.1 needs a point, so `1e+21` gets one, as does minus zero, which would be the integer 0. */
function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new Unwritable(`${value} is not a JSON number`)
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new Unwritable('half of a surrogate pair is not a character (kubectl reads U+FFFD)')
  return quoteText(text)
}

/** Text that a literal block does not preserve: other line breaks, invisible controls, a last line of white space. */
// oxlint-disable-next-line no-control-regex
const unfitForBlock = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\n[ \t]+\n*$|^\s*$/
/** If the first line with text starts with white space, the block needs an indentation indicator. */
const startsIndented = /^\n*[ \t]/
const startOfText = /\n(?=[^\n])/g

/** A literal block for a text of several lines, if every reader reads it back unchanged. */
function block(text: string, indent: string): string | undefined {
  if (!text.includes('\n') || unfitForBlock.test(text) || !text.isWellFormed()) return undefined
  const inner = `${indent}  `
  const chomp = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-'
  const header = `|${startsIndented.test(text) ? '2' : ''}${chomp}`
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  return header + `\n${body}`.replace(startOfText, `\n${inner}`)
}

/** Searches for the path only after writing has failed. */
function unwritable(value: Json, path: ValuePath): ValuePath | undefined {
  if (typeof value === 'string') return !value.isWellFormed() ? path : undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  const entries: readonly (readonly [string, Json | undefined])[] = Object.entries(value)
  for (const [key, item] of entries) {
    const inner = [...path, isList(value) ? Number(key) : key]
    const found = !key.isWellFormed() ? inner : unwritable(item ?? null, inner)
    if (found !== undefined) return found
  }
  return undefined
}
