import type { Action, ConstraintSpec } from '../action.ts'
import { isLive, isLiveColumn, type Context } from '../context.ts'
import { columnsIn } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { find, indexesOf, tableOf, type Schema } from '../schema/schema.ts'

export const constraintRejectsOldWriters: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const rejected = rejectionOf(action, context)
    if (rejected === undefined) return undefined
    return {
      message: `from here on ${rejected.table} refuses ${rejected.what}, from pods that still run too (${rejected.code})`,
      why: 'NOT VALID spares the rows that are there, not the ones that are written',
      help: 'add it when every writer complies, and say since when: -- wavec:contract after=RELEASE',
    }
  },
}

const codes = {
  check: '23514',
  foreign: '23503',
  unique: '23505',
  primary: '23505',
  exclude: '23P01',
  'not-null': '23502',
} as const
const refused = {
  check: 'rows that do not meet the condition',
  foreign: 'rows without a row to refer to',
  unique: 'second rows with the same key',
  primary: 'second rows with the same key',
  exclude: 'rows that overlap with another',
  'not-null': 'NULL',
} as const

function rejectionOf(action: Action, context: Context) {
  if (action.kind === 'set-not-null') {
    const { table, column } = action
    if (!isLiveColumn(context, table, column) || isRefusedAlready(context.schema, table, column)) return undefined
    return { table, what: `NULL in ${column}`, code: '23502' }
  }
  if (action.kind === 'create-index') {
    const { table, unique, columns } = action.index
    if (!unique || !isLive(context, table) || isUniqueAlready(context.schema, table, columns)) return undefined
    return { table, what: refused.unique, code: codes.unique }
  }
  if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
  return ofConstraint(action.table, action.constraint, context)
}

function ofConstraint(table: string, constraint: ConstraintSpec, context: Context) {
  const { kind, enforced, usingIndex, columns } = constraint
  if (!enforced || isOfNewColumns(table, constraint, context)) return undefined
  const { schema } = context
  const wasRefused = (column: string): boolean => isRefusedAlready(schema, table, column)
  if ((kind === 'not-null' || isNotNullCheck(constraint)) && columns.every(wasRefused)) return undefined
  const isKey = kind === 'unique' || kind === 'primary'
  if (isKey && (usingIndex !== undefined || isUniqueAlready(schema, table, columns))) {
    const open = kind === 'primary' ? keyColumns(constraint, context).filter((column) => !wasRefused(column)) : []
    return open.length === 0 ? undefined : { table, what: `NULL in ${open.join(', ')}`, code: '23502' }
  }
  return { table, what: refused[kind], code: codes[kind] }
}

/** Nobody can write yet what this release brings. */
function isOfNewColumns(table: string, { kind, expression, columns }: ConstraintSpec, context: Context): boolean {
  const named = kind === 'check' ? columnsIn(expression) : columns
  return named.length > 0 && named.every((column) => !isLiveColumn(context, table, column))
}

function keyColumns({ columns, usingIndex }: ConstraintSpec, { schema }: Context): readonly string[] {
  if (usingIndex === undefined) return columns
  return find(schema.indexes, usingIndex)?.columns.flatMap((column) => column ?? []) ?? []
}

function isNotNullCheck({ kind, columns, expression }: ConstraintSpec): boolean {
  return kind === 'check' && columns.length > 0 && columns.length === columnsIn(expression).length
}

/** NOT NULL, or a CHECK of it: one that is not valid refuses new rows just so. */
function isRefusedAlready(schema: Schema, table: string, column: string): boolean {
  const known = tableOf(schema, table)
  if (known.columns.get(column)?.notNull === true) return true
  return [...known.constraints.values()].some(
    ({ kind, enforced, columns }) => (kind === 'check' || kind === 'not-null') && enforced && columns.includes(column),
  )
}

function isUniqueAlready(schema: Schema, table: string, columns: readonly (string | undefined)[]): boolean {
  return indexesOf(schema, table).some(
    (index) =>
      index.unique &&
      !index.partial &&
      index.columns.length > 0 &&
      index.columns.every((column) => column !== undefined && columns.includes(column)),
  )
}
