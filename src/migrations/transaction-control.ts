import { contentOf } from './sql-text.ts'
import type { Statement } from './statements.ts'
import { tokensOf } from './tokens.ts'
import { wordReader, type WordReader } from './word-reader.ts'

/** Longest first. PREPARE alone names a statement, and SET TRANSACTION ends nothing. */
const controls = [
  'prepare transaction',
  'commit prepared',
  'rollback prepared',
  'start transaction',
  'begin',
  'commit',
  'end',
  'rollback',
  'abort',
  'savepoint',
  'release',
].map((words) => words.split(' '))

/** What of transactions a statement begins, ends or marks (https://www.postgresql.org/docs/18/sql-commands.html). */
export function controlIn(words: WordReader): string | undefined {
  return controls
    .find((control) => words.take(...control))
    ?.join(' ')
    .toUpperCase()
}

/** The COMMIT or ROLLBACK of a body. */
interface EndInside {
  readonly word: string
  /** UTF-16. */
  readonly at: number
}

/**
 * The first COMMIT or ROLLBACK that is a statement of a PL/pgSQL body. ROLLBACK TO does not exist there
 * (https://www.postgresql.org/docs/18/plpgsql-transactions.html).
 */
function endInside(body: string): EndInside | undefined {
  let before = ';'
  let found: EndInside | undefined
  for (const { kind, start, end } of tokensOf(body)) {
    const text = kind === 'word' || kind === 'symbol' ? body.slice(start, end).toLowerCase() : ''
    if (found !== undefined && (text === ';' || text === 'and')) return found
    const isFirst = opens.has(before)
    found = isFirst && (text === 'commit' || text === 'rollback') ? { word: text.toUpperCase(), at: start } : undefined
    before = text
  }
  return undefined
}

/** What a statement of a body can follow; `>` ends a label. */
const opens: ReadonlySet<string> = new Set([';', 'begin', 'then', 'else', 'loop', '>'])

interface Body {
  readonly text: string
  /** UTF-16, in the statement. The first character of the literal where its quotes are doubled. */
  readonly start: number
}

/** The first COMMIT or ROLLBACK of a DO block, with its place in the statement. */
export function endInBlock(statement: Pick<Statement, 'text' | 'head'>): EndInside | undefined {
  return endOf(statement, bodyOf(statement))
}

function endOf({ text }: Pick<Statement, 'text'>, body: Body | undefined): EndInside | undefined {
  const found = body === undefined ? undefined : endInside(body.text)
  if (body === undefined || found === undefined) return undefined
  const at = body.start + found.at
  return { word: found.word, at: text.slice(at).toUpperCase().startsWith(found.word) ? at : 0 }
}

/** Undefined if it is not PL/pgSQL. */
function bodyOf({ text, head }: Pick<Statement, 'text' | 'head'>): Body | undefined {
  const language = head.findIndex(({ kind, text: word }) => kind === 'word' && word.toLowerCase() === 'language')
  const [named] = language < 0 ? [] : head.slice(language + 1)
  if (named !== undefined && !/^['"]?plpgsql['"]?$/i.test(named.text)) return undefined
  const literal = head.find((word) => word.kind === 'string' && word !== named)?.text
  if (literal === undefined) return undefined
  const open = /^(?:\$[^$]*\$|[eE]?')/.exec(literal)?.[0].length ?? 0
  const content = contentOf(literal, { kind: 'string', start: 0, end: literal.length })
  return { text: content, start: text.indexOf(literal) + open }
}

/** What a file says of a procedure: that it creates one, which may commit, or that it calls one. */
export type ProcedureUse =
  | { readonly does: 'create'; readonly name: string; readonly ends: string | undefined }
  | { readonly does: 'call'; readonly name: string }

export function procedureUse(statement: Pick<Statement, 'text' | 'head'>): ProcedureUse | undefined {
  const words = wordReader(statement.head)
  if (words.take('call')) return { does: 'call', name: foldedName(words.name()) }
  if (!words.take('create')) return undefined
  words.take('or', 'replace')
  if (!words.take('procedure')) return undefined
  return { does: 'create', name: foldedName(words.name()), ends: endOf(statement, bodyOf(statement))?.word }
}

/** `public."Fill"` as `Fill`, `Fill` as `fill`. */
function foldedName(name: string): string {
  const parts = name.split('.').map((part) => (part.startsWith('"') ? part.slice(1, -1) : part.toLowerCase()))
  return (parts[0] === 'public' ? parts.slice(1) : parts).join('.')
}
