// Mutations that know YAML, and JSON with it: the text stays well-formed more often, and what it means changes.
import { parseAllDocuments, visit, type Document, type Node } from 'yaml'
import type { Random } from '../repository/random.ts'

/** One change of the structure, taking values from `donor`. A text that can't be parsed comes back as it is. */
export function mutateStructure(text: string, donor: string, random: Random): string {
  const change = changes[random.next(changes.length)]
  return text.length > longest || change === undefined ? text : change({ text, donor, random })
}

/** In characters: to parse more than this for each of thousands of cases takes too long. */
const longest = 30_000

interface Subject {
  readonly text: string
  readonly donor: string
  readonly random: Random
}

const changes: readonly ((subject: Subject) => string)[] = [
  // A value of another file in place of one of this.
  ({ text, donor, random }) => {
    const value = pick(valuesIn(donor), random)
    return value === undefined ? text : replaced(text, random, () => value.json())
  },
  // Another type.
  ({ text, random }) => replaced(text, random, (json) => otherTypes(json)[random.next(8)] ?? 'null'),
  ({ text, random }) => replaced(text, random, () => numbers[random.next(numbers.length)] ?? '0'),
  // A value is its own neighbour, or its own parent.
  ({ text, random }) => replaced(text, random, (json) => `&a ${json}`, '*a'),
  ({ text, random }) => replaced(text, random, () => '&a [*a]'),
  ({ text, random }) => replaced(text, random, () => laughs(2 + random.next(9))),
  // A key twice, without a value, or one that no schema knows.
  ({ text, random }) => replaced(text, random, (json) => `{ ${keyOf(json)}: 1, ${keyOf(json)}: 2, "": {}, null: [] }`),
  ({ text, random }) => replaced(text, random, () => `{ ${many(1 + random.next(3000), (at) => `k${at}: ${at}`)} }`),
  ({ text, random }) =>
    replaced(text, random, (json) => `[${many(1 + random.next(300), () => json)}]`.slice(0, 60_000)),
  ({ text, random }) => replaced(text, random, (json) => `${'['.repeat(random.next(90))}${json}`),
  // Documents: twice, none, in the wrong file.
  ({ text }) => `${text}\n---\n${text}`,
  ({ text, donor }) => `${text}\n---\n${donor.slice(0, longest)}`,
  ({ text, random }) => '---\n'.repeat(1 + random.next(40)) + text,
  ({ text, random }) =>
    documentsOf(text)
      .filter(() => random.next(2) === 0)
      .join('\n---\n'),
  () => '',
  () => '# nothing\n',
]

function documentsOf(text: string): readonly string[] {
  return text.split(/^---.*$/m)
}

interface Value {
  readonly start: number
  readonly end: number
  /** In one line. */
  readonly json: () => string
}

/** Every node of the text that has a place in it. */
function valuesIn(text: string): readonly Value[] {
  if (text.length > longest) return []
  const values: Value[] = []
  try {
    for (const document of parseAllDocuments(text, { logLevel: 'silent' })) collect(document, values)
  } catch {
    // What mutations before this one made may be beyond the parser; a fuzzer has no use for the reason.
    return []
  }
  return values
}

function collect(document: Document, values: Value[]): void {
  visit(document, {
    Node: (_, node) => {
      if (node.range !== null && node.range !== undefined)
        values.push({ start: node.range[0], end: node.range[1], json: () => jsonOf(node, document) })
    },
  })
}

/** `later` goes to another place, after the first. */
function replaced(text: string, random: Random, value: (json: string) => string, later?: string): string {
  const values = valuesIn(text)
  const found = pick(values, random)
  if (found === undefined) return text
  const other =
    later === undefined
      ? undefined
      : pick(
          values.filter(({ start }) => start >= found.end),
          random,
        )
  const changed = text.slice(0, found.start) + value(found.json()) + breakBefore(text, found.end)
  if (other === undefined || later === undefined) return changed + text.slice(found.end)
  return `${changed}${text.slice(found.end, other.start)}${later}${breakBefore(text, other.end)}${text.slice(other.end)}`
}

/** The place of a block value ends after its last line break, that of what replaces it before one. */
function breakBefore(text: string, end: number): string {
  return text[end - 1] === '\n' ? '\n' : ''
}

function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from[random.next(from.length)]
}

/** JSON is YAML, and is on one line in each place of a value. */
function jsonOf(node: Node, document: Document): string {
  try {
    return (JSON.stringify('toJS' in node ? node.toJS(document) : null) ?? 'null').slice(0, 20_000)
  } catch {
    // Aliases in a circle, or without an anchor: a mutation before this one made them.
    return '*a'
  }
}

function keyOf(json: string): string {
  return /^\{("[^"]*")/.exec(json)?.[1] ?? 'name'
}

function otherTypes(text: string): readonly string[] {
  return ['null', `[${text}]`, `{ name: ${text} }`, JSON.stringify(text), 'true', '7', '"7"', '!!set { a, b }']
}

function many(count: number, each: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => each(at)).join(', ')
}

/** Grows tenfold with each level if a reader resolves it. */
function laughs(levels: number): string {
  const level = (at: number): string => (at === 0 ? '&l0 [ha]' : `&l${at} [${`*l${at - 1}, `.repeat(10)}]`)
  return `[${many(levels, level)}]`
}

const numbers = [
  '9'.repeat(400),
  '-9007199254740993',
  '1e308',
  '1e-400',
  '-0',
  '0.1',
  '2147483648',
  '4294967296',
  '65536',
  '-1',
  '.inf',
  '1_000',
  '0o777',
  '1:30:00',
  '99999h',
  '0s',
  '1e9s',
] as const
