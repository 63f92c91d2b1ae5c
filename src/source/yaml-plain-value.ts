import type { PlainMap, PlainNode } from './yaml-plain-tree.ts'

/** Maps become plain objects. `resolve` turns the text of a plain scalar into its value. */
export function plainValue(node: PlainNode, resolve: (text: string) => unknown): unknown {
  if (node.kind === 'map') return mapping(node, resolve)
  if (node.kind === 'list') return node.items.map((item) => plainValue(item, resolve))
  return node.kind === 'text' ? node.text : resolve(node.text)
}

/** The value of a plain scalar in the core schema of YAML 1.2, as the package yaml reads it. */
export function coreScalar(text: string): unknown {
  if (!mayBeSpecial.test(text)) return text
  if (words.has(text)) return words.get(text)
  if (octal.test(text)) return Number.parseInt(text.slice(2), 8)
  if (hexadecimal.test(text)) return Number.parseInt(text.slice(2), 16)
  if (whole.test(text)) return Number.parseInt(text, 10)
  return float.test(text) ? Number.parseFloat(text) : text
}

function mapping(map: PlainMap, resolve: (text: string) => unknown): Record<string, unknown> {
  const entries: Record<string, unknown> = {}
  for (const { name, value } of map.entries) {
    const item = plainValue(value, resolve)
    // Assigning __proto__ would set the prototype instead of an entry.
    if (name !== '__proto__') entries[name] = item
    else Object.defineProperty(entries, name, { value: item, writable: true, enumerable: true, configurable: true })
  }
  return entries
}

const mayBeSpecial = /^(?:$|[-+.\d~nNtTfF])/
const words = new Map<string, number | boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
])
const octal = /^0o[0-7]+$/
const hexadecimal = /^0x[\da-fA-F]+$/
const whole = /^[-+]?\d+$/
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
