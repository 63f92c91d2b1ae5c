import { thousands } from '../diagnostic/thousands.ts'
import { statementsIn, type Statement } from '../migrations/statements.ts'

/** Whole statements of a text, with what follows each. */
export interface Piece {
  readonly text: string
  /** UTF-16, in the text. */
  readonly start: number
}

/** Statements that are not parsed: there are too many of them, or one has too many words. */
export interface TooLarge {
  readonly start: number
  readonly end: number
  readonly statements: number
  readonly message: string
}

export interface Pieces {
  readonly pieces: readonly Piece[]
  readonly tooLarge: readonly TooLarge[]
}

/**
 * What fits into memory, with statements of any kind. PostgreSQL's parser runs in WebAssembly, whose memory ends at 1 GiB,
 * and a tree takes about a kilobyte for each value of the SQL.
 */
export interface Bounds {
  /** UTF-16 units of a piece; a text of this length is parsed whole. */
  readonly piece: number
  readonly statementsOfPiece: number
  readonly statements: number
  readonly statementLength: number
  /** Words, numbers, strings and symbols. */
  readonly tokensOfStatement: number
}

const bounds: Bounds = {
  piece: 262_144,
  statementsOfPiece: 5_000,
  statements: 120_000,
  statementLength: 33_554_432,
  tokensOfStatement: 500_000,
}

/** A text in pieces that can be parsed one after the other. */
export function piecesOf(text: string, limits: Bounds = bounds): Pieces {
  if (text.length <= limits.piece) return { pieces: [{ text, start: 0 }], tooLarge: [] }
  const cutter = new Cutter(text, limits)
  for (const part of statementsIn(text)) if (part !== 'pause') cutter.add(part)
  return cutter.finish()
}

class Cutter {
  readonly #text: string
  readonly #limits: Bounds
  readonly #pieces: Piece[] = []
  readonly #tooLarge: TooLarge[] = []
  #from: number | undefined = undefined
  #inPiece = 0
  #taken = 0
  /** The first statement that is one too many, and how many there are from it on. */
  #rest: { readonly start: number; end: number; statements: number } | undefined = undefined

  constructor(text: string, limits: Bounds) {
    this.#text = text
    this.#limits = limits
  }

  add(statement: Statement): void {
    const { start, text } = statement
    const end = start + text.length
    if (this.#rest !== undefined) {
      this.#rest.end = end
      this.#rest.statements += 1
    } else if (this.#taken === this.#limits.statements) {
      this.#cut(start)
      this.#rest = { start, end, statements: 1 }
    } else this.#take(statement, end)
  }

  #take(statement: Statement, end: number): void {
    const { start } = statement
    const { piece, statementsOfPiece } = this.#limits
    this.#taken += 1
    const message = tooLong(statement, this.#limits)
    if (message !== undefined) {
      this.#cut(start)
      this.#tooLarge.push({ start, end, statements: 1, message })
      return
    }
    if (this.#from !== undefined && (end - this.#from > piece || this.#inPiece === statementsOfPiece)) this.#cut(start)
    this.#from ??= start
    this.#inPiece += 1
  }

  #cut(at: number): void {
    if (this.#from === undefined) return
    this.#pieces.push({ text: this.#text.slice(this.#from, at), start: this.#from })
    this.#from = undefined
    this.#inPiece = 0
  }

  finish(): Pieces {
    this.#cut(this.#text.length)
    if (this.#rest === undefined) return { pieces: this.#pieces, tooLarge: this.#tooLarge }
    const { statements, ...span } = this.#rest
    const message = `${thousands(statements)} statements from here on are not analysed: wavec reads the first ${thousands(this.#limits.statements)} of a file`
    return { pieces: this.#pieces, tooLarge: [...this.#tooLarge, { ...span, statements, message }] }
  }
}

function tooLong({ text: { length }, tokens }: Statement, limits: Bounds): string | undefined {
  const most = (limit: number): string => `the statement is not analysed: wavec reads up to ${thousands(limit)}`
  if (length > limits.statementLength)
    return `${most(limits.statementLength)} characters, and it has ${thousands(length)}`
  if (tokens > limits.tokensOfStatement)
    return `${most(limits.tokensOfStatement)} words and symbols, and it has ${thousands(tokens)}`
  return undefined
}
