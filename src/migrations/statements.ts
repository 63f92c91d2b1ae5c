import { tokensOf, type Token } from './tokens.ts'

/** One statement of a file, without its semicolon. */
export interface Statement {
  readonly text: string
  /** UTF-16 offset in the file. */
  readonly start: number
  /** Its first words and symbols as written, at most `headLength`. */
  readonly head: readonly Word[]
}

export interface Word {
  readonly kind: Token['kind']
  readonly text: string
}

/** Enough to recognise a statement, even if its data is long. */
const headLength = 64

/**
 * A file's statements. Semicolons in parentheses (CREATE RULE … DO (a; b)) and in a routine's BEGIN ATOMIC … END do not
 * end one, as in psql's own splitter (src/fe_utils/psqlscan.l).
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  let open = opened()
  for (const token of tokensOf(sql)) {
    const text = token.kind === 'symbol' || token.kind === 'word' ? sql.slice(token.start, token.end) : ''
    if (text === ';' && open.parentheses === 0 && open.blocks === 0) {
      if (open.start !== undefined)
        statements.push({ text: sql.slice(open.start, open.end), start: open.start, head: open.head })
      open = opened()
      continue
    }
    nest(open, token, text)
    open.start ??= token.start
    open.end = token.end
    if (open.head.length < headLength) open.head.push({ kind: token.kind, text: sql.slice(token.start, token.end) })
  }
  if (open.start !== undefined)
    statements.push({ text: sql.slice(open.start, open.end), start: open.start, head: open.head })
  return statements
}

interface Open {
  start: number | undefined
  end: number
  readonly head: Word[]
  parentheses: number
  blocks: number
}

function opened(): Open {
  return { start: undefined, end: 0, head: [], parentheses: 0, blocks: 0 }
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
