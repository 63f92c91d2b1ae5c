import { isQuote, readQuoted } from './yaml-plain-quoted.ts'
import { hasDuplicateKeys, type PlainEntry, type PlainNode, type PlainScalar } from './yaml-plain-tree.ts'

/** A map or list in brackets that closes before `lineEnd`, without missing values or a trailing comma. */
export function readFlow(text: string, start: number, lineEnd: number): PlainNode | undefined {
  return readCollection({ text, lineEnd }, start, 0)
}

interface Line {
  readonly text: string
  readonly lineEnd: number
}

const maxDepth = 20
const space = 0x20
const comma = 0x2c
const colon = 0x3a
const openList = 0x5b
const closeList = 0x5d
const openMap = 0x7b
const closeMap = 0x7d

function readCollection(line: Line, start: number, depth: number): PlainNode | undefined {
  if (depth > maxDepth) return undefined
  return line.text.charCodeAt(start) === openMap ? readMap(line, start, depth) : readList(line, start, depth)
}

function readMap(line: Line, start: number, depth: number): PlainNode | undefined {
  const { text } = line
  const entries: PlainEntry[] = []
  let at = skip(text, start + 1)
  if (text.charCodeAt(at) === closeMap) return { kind: 'map', start, end: at + 1, entries }
  for (;;) {
    const key = readScalar(line, at)
    if (key === undefined || text.charCodeAt(key.end) !== colon) return undefined
    const isQuoted = key.kind === 'text'
    if (!isQuoted && text.charCodeAt(key.end + 1) !== space) return undefined
    const value = readValue(line, skip(text, key.end + 1), depth)
    if (value === undefined || key.text === '<<') return undefined
    entries.push({ name: key.text, start: key.start, end: key.end, isQuoted, value })
    at = skip(text, value.end)
    if (text.charCodeAt(at) === closeMap)
      return hasDuplicateKeys(entries) ? undefined : { kind: 'map', start, end: at + 1, entries }
    if (text.charCodeAt(at) !== comma) return undefined
    at = skip(text, at + 1)
  }
}

function readList(line: Line, start: number, depth: number): PlainNode | undefined {
  const { text } = line
  const items: PlainNode[] = []
  let at = skip(text, start + 1)
  if (text.charCodeAt(at) === closeList) return { kind: 'list', start, end: at + 1, items }
  for (;;) {
    const item = readValue(line, at, depth)
    if (item === undefined) return undefined
    items.push(item)
    at = skip(text, item.end)
    if (text.charCodeAt(at) === closeList) return { kind: 'list', start, end: at + 1, items }
    if (text.charCodeAt(at) !== comma) return undefined
    at = skip(text, at + 1)
  }
}

function skip(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === space) at++
  return at
}

function readValue(line: Line, at: number, depth: number): PlainNode | undefined {
  const code = line.text.charCodeAt(at)
  return code === openMap || code === openList ? readCollection(line, at, depth + 1) : readScalar(line, at)
}

function readScalar({ text, lineEnd }: Line, start: number): PlainScalar | undefined {
  if (isQuote(text.charCodeAt(start))) return readQuoted(text, start, lineEnd)
  word.lastIndex = start
  const found = word.exec(text)
  if (found === null) return undefined
  return { kind: 'plain', start, end: start + found[0].length, text: found[0] }
}

/** A subset of YAML's characters: none with a meaning in brackets, and dashes and colons only before more text. */
const first = String.raw`-*[\w./$+~^(=<\\\u0080-\uffff]`
const rest = String.raw`[-\w./$+~^()=<>\\|;@%&*!?\u0080-\uffff]*`
const word = new RegExp(`${first}${rest}(?:(?: +|:)${first}${rest})*`, 'y')
