import type { ConstraintSpec } from '../action.ts'
import { isLive, isLiveColumn, isRefusedAlready, type Context } from '../context.ts'
import { columnsIn } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'

export const constraintRejectsOldWriters: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, valid, enforced } = action.constraint
    // What is added as valid has every row that old code has written as its witness.
    if ((kind !== 'check' && kind !== 'not-null') || valid || !enforced) return undefined
    if (isOfNewColumns(action.table, action.constraint, context)) return undefined
    const { table, constraint } = action
    if (isNotNull(constraint) && constraint.columns.every((column) => isRefusedAlready(context.schema, table, column)))
      return undefined
    const what = isNotNull(constraint)
      ? `NULL in ${constraint.columns.join(', ')}`
      : 'rows that do not meet the condition'
    return {
      message: `from here on ${table} refuses ${what}, from pods that still run too (${kind === 'check' ? '23514' : '23502'})`,
      why: 'NOT VALID spares the rows that are there, not the ones that are written',
      help: 'add it when every writer complies, and say since when: -- wavec:contract after=RELEASE',
    }
  },
}

/** Old code leaves a new column to its default: NULL, where it has none. */
function isOfNewColumns(table: string, constraint: ConstraintSpec, context: Context): boolean {
  const named = constraint.kind === 'check' ? columnsIn(constraint.expression) : constraint.columns
  if (named.length === 0 || named.some((column) => isLiveColumn(context, table, column))) return false
  return (
    !isNotNull(constraint) || named.every((column) => columnOf(context.schema, table, column)?.default !== undefined)
  )
}

function isNotNull({ kind, columns, expression }: ConstraintSpec): boolean {
  return kind === 'not-null' || (columns.length > 0 && columns.length === columnsIn(expression).length)
}
