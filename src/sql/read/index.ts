/**
 * From PostgreSQL's tree to actions: what a statement does, in the words of the schema. One file a family of statements,
 * one entry a kind of tree. A kind without an entry becomes an opaque action, which is reported as not analysed.
 */
import type { Action } from '../action.ts'
import { tagOf } from '../ast.ts'
import { parseText, type ParsedStatement } from '../parse.ts'
import type { Parser } from '../parser.ts'
import { alterTable } from './alter-table.ts'
import { change } from './change.ts'
import { create } from './create.ts'
import { reachOf } from './reach.ts'
import { harmless, here, type Condition, type Reader } from './reader.ts'
import { other } from './other.ts'
import { policy } from './policy.ts'
import { routine } from './routine.ts'
import { session } from './session.ts'
import { write } from './write.ts'

const readers: ReadonlyMap<string, Reader> = new Map([
  alterTable,
  ...change,
  ...create,
  ...other,
  ...policy,
  ...routine,
  ...session,
  ...write,
])

const byItself: Condition = { within: 'top', certainty: 'always' }

export function readStatement(statement: ParsedStatement, parser: Parser, occurrence = byItself): readonly Action[] {
  const { node } = statement
  const context = {
    parser,
    statement,
    occurrence,
    readInside: (sql: string, base: number, condition: Condition): readonly Action[] => {
      const { statements, unreadable } = parseText(parser, sql)
      const inside = statements.flatMap((own) => readStatement(moved(own, base), parser, condition))
      const rest = unreadable.map(({ start, end, message }): Action => {
        return { kind: 'opaque', what: 'statement', why: message, start: base + start, end: base + end, ...condition }
      })
      return [...inside, ...rest]
    },
  }
  const tag = tagOf(node)
  const actions = readers.get(tag)?.(node, context) ?? [
    here({ kind: 'opaque', what: 'statement', why: `wavec does not know what ${tag} does` }, context),
  ]
  const reaches = reachOf(node, statement.text, parser)
  if (reaches.length === 0) return actions
  const [first = here(harmless(tag), context), ...rest] = actions
  return [{ ...first, reaches }, ...rest]
}

function moved({ start, end, place, ...rest }: ParsedStatement, base: number): ParsedStatement {
  return { ...rest, start: base + start, end: base + end, place: (location) => base + place(location) }
}
