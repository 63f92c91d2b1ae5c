import { append } from '../../diagnostic/long-lists.ts'
import type { Action } from '../action.ts'
import { inOrder, inPieces, parsePiece, type ParsedStatement, type Unreadable } from '../parse.ts'
import type { Parser } from '../parser.ts'
import type { Schema } from '../schema/schema.ts'
import { readStatement } from './index.ts'
import { located } from './search-path.ts'

/** What a file says, without the trees, which are many times as large. */
export interface ReadFile {
  /** Of each statement. */
  readonly actions: readonly (readonly Action[])[]
  readonly texts: readonly string[]
  readonly unreadable: readonly Unreadable[]
  readonly foreign: boolean
  /** The actions of a statement where the names that it writes without a schema are looked for in this one. */
  readonly readAt: (statement: number, schema: Schema) => readonly Action[]
}

export function readFile(parser: Parser, text: string): ReadFile {
  const { pieces, ...rest } = inPieces(text)
  const actions: (readonly Action[])[] = []
  const texts: string[] = []
  const unreadable = [...rest.unreadable]
  let { foreign } = rest
  // The number of the first statement of each piece, and the trees of the last one that was parsed.
  const firsts: number[] = []
  let last: { readonly piece: number; readonly statements: readonly ParsedStatement[] } | undefined
  for (const [index, piece] of pieces.entries()) {
    const parsed = parsePiece(parser, piece)
    firsts.push(actions.length)
    for (const statement of parsed.statements) {
      actions.push(readStatement(statement, parser))
      texts.push(statement.text)
    }
    append(unreadable, parsed.unreadable)
    foreign ||= parsed.foreign
    last = { piece: index, statements: parsed.statements }
  }
  const treeAt = (at: number): ParsedStatement | undefined => {
    const index = firsts.findLastIndex((first) => first <= at)
    const piece = pieces[index]
    if (last?.piece !== index && piece !== undefined)
      last = { piece: index, statements: parsePiece(parser, piece).statements }
    return last?.statements[at - (firsts[index] ?? 0)]
  }
  // Only a file that sets where names are looked for has to be read again, with what is there by then.
  const isSearching = /search_path/i.test(text)
  const readAt = (at: number, schema: Schema): readonly Action[] => {
    const statement = isSearching && schema.searchPath !== undefined ? treeAt(at) : undefined
    return statement === undefined ? (actions[at] ?? []) : readStatement(located(statement, schema), parser)
  }
  return { actions, texts, unreadable: unreadable.sort(inOrder), foreign, readAt }
}
