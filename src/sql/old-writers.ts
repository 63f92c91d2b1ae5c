import type { ConstraintSpec } from './specs.ts'
import { isLiveColumn, isRefusedAlready, type Context } from './context.ts'
import { columnOf } from './schema/schema.ts'

/** Columns that must not be NULL from here on, and that old INSERTs may leave out: nothing gives them a value. */
export function columnsLeftNull(table: string, constraint: ConstraintSpec, { schema }: Context): readonly string[] {
  const { kind, columns, present } = constraint
  return (kind === 'not-null' ? columns : present).filter(
    (column) => !isRefusedAlready(schema, table, column) && columnOf(schema, table, column)?.default === undefined,
  )
}

/** No old code writes the columns: it leaves each to its default, NULL where it has none. */
export function isOfNewColumns(table: string, { columns }: ConstraintSpec, context: Context): boolean {
  return columns.length > 0 && !columns.some((column) => isLiveColumn(context, table, column))
}
