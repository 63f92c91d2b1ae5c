import type { Span } from './diagnostic.ts'
import { lineOf } from './line-of.ts'
import { visible } from './visible.ts'

/** 1-based. The column counts code points, a tab as one: as editors and GitHub count, except for emoji in some. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The first line of a span as a terminal shows it, with the marks below it, aligned by cells and not by characters. */
export interface Frame {
  readonly start: Position
  /** One past the last character. */
  readonly end: Position
  readonly excerpt: string
  /** Spaces up to the span's first cell, then a `^` for each cell of it, at least one. */
  readonly marks: string
}

/** `width` is in cells: longer lines are cut around the span, with `…` for what is cut. */
export function frame(text: string, span: Span, width = 120): Frame {
  const start = clamp(span.start, text)
  const end = Math.max(start, clamp(span.end, text))
  const { start: lineStart } = lineOf(text, start)
  const line = lineAt(text, lineStart)
  const from = Math.min(start - lineStart, line.length)
  const to = Math.min(end - lineStart, line.trimEnd().length)
  return { start: positionAt(text, start), end: positionAt(text, end), ...cut(line, from, Math.max(from, to), width) }
}

export function positionAt(text: string, offset: number): Position {
  const at = clamp(offset, text)
  const { number, start } = lineOf(text, at)
  return { line: number, column: countPoints(text.slice(start, at)) + 1 }
}

function clamp(offset: number, text: string): number {
  return Math.min(Math.max(offset, 0), text.length)
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  const line = end < 0 ? text.slice(start) : text.slice(start, end)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function countPoints(text: string): number {
  if (!/[\ud800-\udfff]/.test(text)) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}

const tabWidth = 4
/** The least that is kept before the span. */
const lead = 20
/** More than any text needs for one cell: combining characters follow a letter. */
const unitsPerCell = 8

function cut(line: string, from: number, to: number, width: number): Pick<Frame, 'excerpt' | 'marks'> {
  // Of a line that never ends only what may fit is measured.
  const most = width * unitsPerCell
  const before = shown(line.slice(Math.max(0, from - most), from))
  const inside = shown(line.slice(from, Math.min(to, from + most)))
  const after = shown(line.slice(to, to + most))
  if (cells(before) + cells(inside) + cells(after) <= width) return marked(before, inside, after)
  const space = Math.max(lead, width - cells(inside) - cells(after))
  const shortBefore = cells(before) > space ? `…${lastCells(before, space - 1)}` : before
  const left = width - cells(shortBefore)
  if (cells(inside) + (after === '' ? 0 : 1) > left) return marked(shortBefore, firstCells(inside, left - 1), '…')
  const room = width - cells(shortBefore) - cells(inside)
  return marked(shortBefore, inside, cells(after) > room ? `${firstCells(after, room - 1)}…` : after)
}

function shown(text: string): string {
  return visible(text.replaceAll('\t', ' '.repeat(tabWidth)))
}

function marked(before: string, inside: string, after: string): Pick<Frame, 'excerpt' | 'marks'> {
  const marks = ' '.repeat(cells(before)) + '^'.repeat(Math.max(1, cells(inside)))
  return { excerpt: before + inside + after, marks }
}

function firstCells(text: string, room: number): string {
  let taken = ''
  let left = room
  for (const char of text) {
    left -= cellsOf(char)
    if (left < 0) return taken
    taken += char
  }
  return taken
}

function lastCells(text: string, room: number): string {
  let taken = ''
  let left = room
  for (const char of Array.from(text).toReversed()) {
    left -= cellsOf(char)
    if (left < 0) return taken
    taken = char + taken
  }
  return taken
}

function cells(text: string): number {
  let total = 0
  for (const char of text) total += cellsOf(char)
  return total
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const joining = /\p{Mn}|\p{Me}|\u200d/u

/** Two cells for East Asian wide characters and emoji (Unicode UAX #11), none for combining characters. */
function cellsOf(char: string): number {
  if (char < '\u0300') return 1
  if (joining.test(char)) return 0
  return wide.test(char) ? 2 : 1
}
