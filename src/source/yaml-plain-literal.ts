import { advance, hash, refuse, skipSpaces, type Cursor } from './yaml-plain-cursor.ts'
import { nothing, type PlainScalar } from './yaml-plain-tree.ts'

/** Reads a `|` or `>` scalar in a block at this column, and leaves the cursor on the next content after it. */
export function readBlockScalar(cursor: Cursor, start: number, indent: number): PlainScalar {
  const found = header(cursor, start)
  const extent = found === undefined ? undefined : extentOf(cursor, indent)
  if (found === undefined || extent === undefined) {
    refuse(cursor)
    return nothing
  }
  const { lines, end, blankEnd, blanks } = extent
  const isKept = found.chomp === '+'
  const body = found.isFolded ? fold(lines) : lines.join('\n')
  const text = found.chomp === '-' ? body : isKept ? `${body}\n${'\n'.repeat(blanks)}` : `${body}\n`
  cursor.next = isKept ? blankEnd : end
  cursor.tail = cursor.next
  cursor.isAfterNull = false
  const scalar: PlainScalar = { kind: 'text', start, end: cursor.next, text }
  advance(cursor)
  return scalar
}

interface Header {
  readonly isFolded: boolean
  readonly chomp: '' | '-' | '+'
}

/** The header, without the rare indentation number. */
function header(cursor: Cursor, start: number): Header | undefined {
  const { text, lineEnd } = cursor
  const sign = text.charAt(start + 1)
  const chomp = sign === '-' || sign === '+' ? sign : ''
  const end = start + 1 + chomp.length
  const behind = skipSpaces(cursor, end)
  const isClear = behind >= lineEnd || (behind > end && text.charCodeAt(behind) === hash)
  return isClear ? { isFolded: text.charAt(start) === '>', chomp } : undefined
}

interface Extent {
  /** Without indentation and without the blank lines at the end. */
  readonly lines: readonly string[]
  readonly end: number
  /** The offset after the blank lines at the end. `blanks` is their number. */
  readonly blankEnd: number
  readonly blanks: number
}

const carriageReturn = 0x0d

/**
 * Undefined if white space at the end of a blank line might count, if no line is indented deeper, or if a line does not
 * end in a bare `\n`.
 */
function extentOf(cursor: Cursor, indent: number): Extent | undefined {
  const { text, next } = cursor
  const lines: string[] = []
  let width = -1
  let widest = 0
  let blanks = 0
  let end = next
  let start = next
  while (start < text.length) {
    const newline = text.indexOf('\n', start)
    if (newline < 0 || text.charCodeAt(newline - 1) === carriageReturn) return undefined
    const at = skipSpaces(cursor, start)
    const column = at - start
    if (newline === at) {
      blanks++
      widest = Math.max(widest, column)
    } else {
      if (width < 0) width = column
      if (column < width || column <= indent) break
      for (; blanks > 0; blanks--) lines.push('')
      lines.push(text.slice(start + width, newline))
      end = newline + 1
    }
    start = newline + 1
  }
  return lines.length === 0 || widest > width ? undefined : { lines, end, blankEnd: start, blanks }
}

/** Folds as resolve-block-scalar.js of the package yaml does, for blank lines and lines indented at least like the first. */
function fold(lines: readonly string[]): string {
  let text = ''
  let separator = ''
  let wasDeeper = false
  for (const line of lines.slice(firstFilled(lines))) {
    const isDeeper = line.startsWith(' ') || line.startsWith('\t')
    if (isDeeper) {
      if (separator === ' ') separator = '\n'
      else if (!wasDeeper && separator === '\n') separator = '\n\n'
      text += separator + line
      separator = '\n'
      wasDeeper = true
    } else if (line === '') {
      if (separator === '\n') text += '\n'
      else separator = '\n'
    } else {
      text += separator + line
      separator = ' '
      wasDeeper = false
    }
  }
  return '\n'.repeat(firstFilled(lines)) + text
}

function firstFilled(lines: readonly string[]): number {
  return lines.findIndex((line) => line !== '')
}
