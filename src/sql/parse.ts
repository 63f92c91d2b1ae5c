import { append } from '../diagnostic/long-lists.ts'
import type { Node } from 'libpg-query'
import { splitStatements } from '../migrations/statements.ts'
import { elsewhereIn, maskForeign, maskVariables } from './mask.ts'
import { utf16OfCharacter, utf16Offsets } from './offsets.ts'
import type { Parser } from './parser.ts'

/** One statement of a text: its tree and its place (UTF-16). */
export interface ParsedStatement {
  readonly node: Node
  readonly text: string
  readonly start: number
  readonly end: number
  /** The place of a location of the tree. */
  readonly place: (location: number) => number
}

/** A statement that PostgreSQL's grammar refuses. */
export interface Unreadable {
  readonly start: number
  readonly end: number
  /** Where the grammar stopped. */
  readonly at: number
  readonly message: string
}

export interface ParsedText {
  readonly statements: readonly ParsedStatement[]
  readonly unreadable: readonly Unreadable[]
  /** Something in it was replaced so that it could be read. */
  readonly foreign: boolean
}

/** The whole text at once; if the grammar refuses it, statement by statement, so that one error hides nothing else. */
export function parseText(parser: Parser, original: string): ParsedText {
  const masked = maskForeign(original)
  const { statements, unreadable, ...parsed } = parseMasked(parser, masked)
  const foreign = parsed.foreign || masked !== original
  const others = elsewhereIn(original).map((each) => ({ ...each, at: each.start }))
  return others.length === 0
    ? { statements, unreadable, foreign }
    : { statements, foreign, unreadable: [...unreadable, ...others].sort((a, b) => a.start - b.start) }
}

function parseMasked(parser: Parser, text: string): ParsedText {
  const whole = parseAt(parser, text, 0)
  if (whole.ok) return { statements: whole.statements, unreadable: [], foreign: false }
  let foreign = false
  const statements: ParsedStatement[] = []
  const unreadable: Unreadable[] = []
  for (const piece of splitStatements(text)) {
    const parsed = parseAt(parser, piece.text, piece.start)
    const again = parsed.ok ? parsed : parseAt(parser, maskVariables(piece.text), piece.start)
    foreign ||= again.ok && !parsed.ok
    if (again.ok) append(statements, again.statements)
    else if (!parsed.ok) unreadable.push(refused(piece, parsed))
  }
  return { statements, unreadable, foreign }
}

type Parsed =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  | { readonly ok: false; readonly message: string; readonly position: number }

function parseAt(parser: Parser, text: string, base: number): Parsed {
  const parsed = parser.parse(text)
  if (!parsed.ok) return parsed
  const offset = utf16Offsets(text)
  const place = (location: number): number => base + offset(location)
  const statements = parsed.statements.map(({ node, start, length }) => {
    const from = skipSpace(text, offset(start))
    const to = length === undefined ? endWithoutSemicolon(text) : offset(start + length)
    const own = text.slice(from, to)
    return { node, text: own, start: base + from, end: base + from + own.trimEnd().length, place }
  })
  return { ok: true, statements }
}

/** The grammar starts a statement after the previous semicolon. It skips comments, but not always the space. */
function skipSpace(text: string, at: number): number {
  let start = at
  while (start < text.length && /\s/.test(text[start] ?? '')) start += 1
  return start
}

function endWithoutSemicolon(text: string): number {
  return text.replace(/[\s;]+$/, '').length
}

function refused(piece: { readonly text: string; readonly start: number }, error: Parsed & { readonly ok: false }) {
  const at = piece.start + utf16OfCharacter(piece.text, error.position)
  return { start: piece.start, end: piece.start + piece.text.length, at, message: error.message }
}
