import type { Rule } from '../rule.ts'
import { isTableChange } from '../schema/apply-table.ts'
import { bareName, referencesTo, tableOf, type Schema } from '../schema/schema.ts'

export const dmlThenDdlSameTxn: Rule = {
  severity: 'error',
  condition: 'Rows of a table with a deferred foreign key are written, and the same transaction then alters the table.',
  effect: 'The statement fails with 55006: the table has pending trigger events.',
  workaround: 'Split it into two migrations, or run SET CONSTRAINTS ALL IMMEDIATE in between.',
  bad: 'insert into shipments (id, order_id) values (1000001, 1);\nalter table shipments add column parcel text;',
  good: "insert into coupons (code) values ('x');\nalter table coupons add column parcel text;",
  proof: 'file',
  check: (action, context) => {
    if (!isTableChange(action) && action.kind !== 'create-index' && action.kind !== 'truncate') return undefined
    const table = isTableChange(action)
      ? action.table
      : action.kind === 'create-index'
        ? action.index.table
        : (action.tables[0] ?? '')
    const write = (context.file.byKind.get('write') ?? []).find(
      (judged) =>
        judged.action.kind === 'write' &&
        bareName(judged.action.write.table) === bareName(table) &&
        context.earlier().includes(judged),
    )
    if (write === undefined || !hasDeferred(context.schema, table)) return undefined
    return {
      message: `fails with 55006: rows of ${table} still wait for the check of a deferred foreign key`,
      related: { start: write.action.start, end: write.action.end, message: 'these rows' },
    }
  },
}

function hasDeferred(schema: Schema, table: string): boolean {
  return [tableOf(schema, table), ...referencesTo(schema, table)].some(({ constraints }) =>
    [...constraints.values()].some(({ kind, deferred }) => kind === 'foreign' && deferred),
  )
}
