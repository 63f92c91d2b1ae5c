import type { Node } from 'libpg-query'
import type { Action, Change, Occurrence } from '../action.ts'
import { valueOf, type Tag, type ValueOf } from '../ast.ts'
import type { ParsedStatement } from '../parse.ts'
import type { Parser } from '../parser.ts'

/** What a reader is given beside the tree. */
export interface ReadContext {
  readonly parser: Parser
  readonly statement: ParsedStatement
  readonly occurrence: Condition
  /** The actions of SQL inside the statement. `base` is where that text starts in the file. */
  readonly readInside: (sql: string, base: number, condition: Condition) => readonly Action[]
}

export type Condition = Pick<Occurrence, 'within' | 'certainty'>

/** Reads one kind of tree; undefined for every other kind. */
export type Reader = (node: Node, context: ReadContext) => readonly Action[] | undefined

/** A reader of one kind, of changes that happen where the statement stands. */
export function reads<T extends Tag>(
  tag: T,
  read: (value: ValueOf<T>, context: ReadContext) => readonly Change[] | Change,
): readonly [string, Reader] {
  return [
    tag,
    (node, context) => {
      const value = valueOf(node, tag)
      if (value === undefined) return undefined
      const changes = read(value, context)
      return [changes].flat().map((change) => here(change, context))
    },
  ]
}

export function here(change: Change, { statement: { start, end }, occurrence }: ReadContext): Action {
  return { ...change, start, end, ...occurrence }
}

export function harmless(what: string, leaves: 'nothing' | 'objects' = 'nothing'): Change {
  return { kind: 'harmless', what, leaves }
}

export function unjudged(what: string, transaction: 'any' | 'outside' = 'any'): Change {
  return { kind: 'unjudged', what, transaction }
}
