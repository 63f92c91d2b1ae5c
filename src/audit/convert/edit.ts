import type { Edit } from '../../diagnostic/diagnostic.ts'
import { at, objectAt } from '../../manifest/fields.ts'
import type { ValuePath } from '../../source/span.ts'
import type { Subject } from '../subject.ts'
import type { Target } from './target.ts'

/** Edits whole lines of block-style YAML; undefined for any other style, and for generated objects. */
export function editsFor(subject: Subject, target: Target, text: string | undefined): readonly Edit[] | undefined {
  if (subject.origin !== 'written' || text === undefined) return undefined
  const page = { subject, text }
  const gone = target.without.filter((key) => target.annotations?.[key] === undefined)
  const annotations = mapEdits(page, ['metadata', 'annotations'], target.annotations ?? {}, gone)
  const spec = Object.entries(target.spec)
  const set = Object.fromEntries(spec.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
  const without = spec.flatMap(([key, value]) => (value === undefined ? [key] : []))
  const fields = spec.length === 0 ? [] : mapEdits(page, ['spec'], set, without)
  return annotations === undefined || fields === undefined ? undefined : [...annotations, ...fields]
}

interface Page {
  readonly subject: Subject
  readonly text: string
}

function mapEdits(
  page: Page,
  path: readonly string[],
  set: Readonly<Record<string, string | number>>,
  without: readonly string[],
): readonly Edit[] | undefined {
  const { subject } = page
  const map = objectAt(subject.manifest, ...path)
  if (map === undefined || Object.keys(map).length === 0) return newMap(page, path, set)
  const first = lineOf(page, [...path, Object.keys(map)[0] ?? ''])
  if (first === undefined) return undefined
  const edits: Edit[] = []
  const added: string[] = []
  for (const [key, value] of Object.entries(set)) {
    if (map[key] === undefined) {
      added.push(`${first.indent}${key}: ${written(value)}\n`)
      continue
    }
    const span = subject.locate([...path, key])
    edits.push({ span, text: written(value) })
  }
  for (const key of without) {
    if (map[key] === undefined) continue
    const line = lineOf(page, [...path, key])
    if (line === undefined) return undefined
    edits.push({ span: { file: subject.file, start: line.start, end: line.end }, text: '' })
  }
  if (added.length > 0)
    edits.push({ span: { file: subject.file, start: first.start, end: first.start }, text: added.join('') })
  return edits
}

/** Inserts below the name, the one line that every object has. */
function newMap(
  page: Page,
  path: readonly string[],
  set: Readonly<Record<string, string | number>>,
): readonly Edit[] | undefined {
  const { subject } = page
  if (path[0] !== 'metadata' || at(subject.manifest, ...path) !== undefined) return undefined
  const name = lineOf(page, ['metadata', 'name'])
  if (name === undefined) return undefined
  const lines = Object.entries(set).map(([key, value]) => `${name.indent}  ${key}: ${written(value)}\n`)
  const text = `${name.indent}annotations:\n${lines.join('')}`
  return [{ span: { file: subject.file, start: name.end, end: name.end }, text }]
}

interface Line {
  readonly start: number
  /** After the newline. */
  readonly end: number
  readonly indent: string
}

/** The line of a key, if the line has nothing else and the value fits on it. */
function lineOf({ subject, text }: Page, path: ValuePath): Line | undefined {
  const key = subject.locate(path, 'key')
  const value = subject.locate(path)
  const start = text.lastIndexOf('\n', key.start - 1) + 1
  const newline = text.indexOf('\n', Math.max(key.end, value.end - 1))
  const indent = text.slice(start, key.start)
  if (!/^ *$/.test(indent) || key.start >= key.end) return undefined
  return { start, end: newline < 0 ? text.length : newline + 1, indent }
}

function written(value: string | number): string {
  return typeof value === 'number' ? String(value) : /^[A-Za-z][\w,]*$/.test(value) ? value : JSON.stringify(value)
}
