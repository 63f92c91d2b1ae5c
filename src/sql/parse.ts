import { append } from '../diagnostic/long-lists.ts'
import type { Node } from 'libpg-query'
import { splitStatements } from '../migrations/statements.ts'
import { elsewhereIn, maskForeign, maskVariables } from './mask.ts'
import { utf16OfCharacter, utf16Offsets } from './offsets.ts'
import type { Parser } from './parser.ts'
import { piecesOf, type Piece } from './pieces.ts'

/** One statement of a text: its tree and its place (UTF-16). */
export interface ParsedStatement {
  readonly node: Node
  readonly text: string
  readonly start: number
  readonly end: number
  /** The place of a location of the tree. */
  readonly place: (location: number) => number
}

/** A statement that PostgreSQL's grammar refuses, or several that are not parsed. */
export interface Unreadable {
  /** `too-large`: more than wavec reads. */
  readonly kind: 'refused' | 'too-large'
  readonly statements: number
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

/** A text of any length, of which the trees of one piece at a time need to be held. */
export interface PiecedText {
  readonly pieces: readonly Piece[]
  /** What is in no piece. */
  readonly unreadable: readonly Unreadable[]
  readonly foreign: boolean
}

export function inPieces(original: string): PiecedText {
  const masked = maskForeign(original)
  const { pieces, tooLarge } = piecesOf(masked)
  const others = elsewhereIn(original).map((each): Unreadable => ({
    ...each,
    kind: 'refused',
    statements: 1,
    at: each.start,
  }))
  const large = tooLarge.map((each): Unreadable => ({ ...each, kind: 'too-large', at: each.start }))
  return { pieces, unreadable: [...others, ...large], foreign: masked !== original }
}

/** Statements and what is none, each in the order of the text. */
export function parseText(parser: Parser, original: string): ParsedText {
  const { pieces, ...rest } = inPieces(original)
  const statements: ParsedStatement[] = []
  const unreadable = [...rest.unreadable]
  let { foreign } = rest
  for (const piece of pieces) {
    const parsed = parsePiece(parser, piece)
    append(statements, parsed.statements)
    append(unreadable, parsed.unreadable)
    foreign ||= parsed.foreign
  }
  return { statements, unreadable: unreadable.sort(inOrder), foreign }
}

export function inOrder(a: Unreadable, b: Unreadable): number {
  return a.start - b.start
}

/** The whole piece at once; if the grammar refuses it, statement by statement, so that one error hides nothing else. */
export function parsePiece(parser: Parser, { text, start }: Piece): ParsedText {
  const whole = parseAt(parser, text, start)
  if (whole.ok) return { statements: whole.statements, unreadable: [], foreign: false }
  let foreign = false
  const statements: ParsedStatement[] = []
  const unreadable: Unreadable[] = []
  for (const piece of splitStatements(text)) {
    const base = start + piece.start
    const parsed = parseAt(parser, piece.text, base)
    const again = parsed.ok ? parsed : parseAt(parser, maskVariables(piece.text), base)
    foreign ||= again.ok && !parsed.ok
    if (again.ok) append(statements, again.statements)
    else if (!parsed.ok) unreadable.push(refused({ text: piece.text, start: base }, parsed))
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
  let end = text.length
  while (end > 0 && /[\s;]/.test(text[end - 1] ?? '')) end -= 1
  return end
}

function refused(piece: Piece, error: Parsed & { readonly ok: false }): Unreadable {
  const at = piece.start + utf16OfCharacter(piece.text, error.position)
  const end = piece.start + piece.text.length
  return { kind: 'refused', statements: 1, start: piece.start, end, at, message: error.message }
}
