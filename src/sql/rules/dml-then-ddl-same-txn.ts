import type { Rule } from '../rule.ts'
import { isTableChange } from '../schema/apply-table.ts'
import { bareName, referencesTo, tableOf, type Schema } from '../schema/schema.ts'

export const dmlThenDdlSameTxn: Rule = {
  severity: 'error',
  condition:
    'Rows of a table with a deferred foreign key are written, and then the table is altered, in the same transaction.',
  effect: 'It fails with 55006: the table has pending trigger events.',
  workaround: 'Two migrations; or SET CONSTRAINTS ALL IMMEDIATE between the two.',
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
      message: `${table} has a foreign key whose check is deferred, and rows that wait for it: it fails with 55006`,
      related: { start: write.action.start, end: write.action.end, message: 'the rows' },
      help: 'two migrations; or SET CONSTRAINTS ALL IMMEDIATE between the two',
    }
  },
}

function hasDeferred(schema: Schema, table: string): boolean {
  return [tableOf(schema, table), ...referencesTo(schema, table)].some(({ constraints }) =>
    [...constraints.values()].some(({ kind, deferred }) => kind === 'foreign' && deferred),
  )
}
