import { tokensOf, type Token } from './tokens.ts'

/** One statement of a file, without its semicolon. */
export interface Statement {
  readonly text: string
  /** UTF-16 offset in the file. */
  readonly start: number
  /** Its first words and symbols as written, at most `headLength`. */
  readonly head: readonly Word[]
  /** Its words, strings, numbers and symbols. */
  readonly tokens: number
}

export interface Word {
  readonly kind: Token['kind']
  readonly text: string
}

/** Enough to recognise a statement, even if its data is long. */
const headLength = 64

export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  for (const part of statementsIn(sql)) if (part !== 'pause') statements.push(part)
  return statements
}

/** So many pieces take a millisecond or some. */
const piecesPerPause = 5000

/**
 * A file's statements. Semicolons in parentheses (CREATE RULE … DO (a; b)) and in a routine's BEGIN ATOMIC … END do not
 * end one, as in psql's own splitter (src/fe_utils/psqlscan.l). Each `pause` lets the reader of a long file do
 * something else, even within one statement.
 */
export function* statementsIn(sql: string): Generator<Statement | 'pause'> {
  let open = opened()
  let pieces = 0
  for (const token of tokensOf(sql)) {
    if (++pieces % piecesPerPause === 0) yield 'pause'
    const text = token.kind === 'symbol' || token.kind === 'word' ? sql.slice(token.start, token.end) : ''
    if (text === ';' && open.parentheses === 0 && open.blocks === 0) {
      if (open.start !== undefined) yield closed(open, open.start, sql)
      open = opened()
      continue
    }
    nest(open, token, text)
    open.start ??= token.start
    open.end = token.end
    open.tokens += 1
    if (open.head.length < headLength) open.head.push({ kind: token.kind, text: sql.slice(token.start, token.end) })
  }
  if (open.start !== undefined) yield closed(open, open.start, sql)
}

/** The head of the statement that a text starts with. */
export function headOf(sql: string): readonly Word[] {
  const head: Word[] = []
  for (const { kind, start, end } of tokensOf(sql)) {
    head.push({ kind, text: sql.slice(start, end) })
    if (head.length === headLength) break
  }
  return head
}

interface Open {
  start: number | undefined
  end: number
  readonly head: Word[]
  tokens: number
  parentheses: number
  blocks: number
}

function closed({ end, head, tokens }: Open, start: number, sql: string): Statement {
  return { text: sql.slice(start, end), start, head, tokens }
}

function opened(): Open {
  return { start: undefined, end: 0, head: [], tokens: 0, parentheses: 0, blocks: 0 }
}

function nest(open: Open, { kind }: Token, text: string): void {
  if (text === '(') open.parentheses += 1
  if (text === ')') open.parentheses = Math.max(0, open.parentheses - 1)
  if (kind !== 'word' || open.parentheses > 0) return
  const word = text.toLowerCase()
  if (word === 'begin' && isRoutine(open.head)) open.blocks += 1
  if (word === 'case' && open.blocks > 0) open.blocks += 1
  if (word === 'end' && open.blocks > 0) open.blocks -= 1
}

function isRoutine(head: readonly Word[]): boolean {
  const words = head.slice(0, 4).map(({ text }) => text.toLowerCase())
  const subject = words[1] === 'or' && words[2] === 'replace' ? words[3] : words[1]
  return words[0] === 'create' && (subject === 'function' || subject === 'procedure')
}
