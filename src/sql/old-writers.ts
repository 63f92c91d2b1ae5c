import type { ConstraintSpec } from './specs.ts'
import { isLiveColumn, isRefusedAlready, type Context } from './context.ts'
import { columnOf, find } from './schema/schema.ts'

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

/** A foreign key to a table that nothing has filled yet, from columns that are never NULL: no row that old code writes complies. */
export function pointsToNothing(
  table: string,
  { kind, columns, references = '' }: ConstraintSpec,
  context: Context,
): boolean {
  const { schema, isNew, file } = context
  const target = find(schema.tables, references)
  if (kind !== 'foreign' || target === undefined || !isNew(target.origin) || target.known !== 'whole') return false
  const isFilled = file.actions.some(({ action }) => action.kind === 'write' && action.write.table === references)
  return !isFilled && columns.every((column) => columnOf(schema, table, column)?.notNull === true)
}
