import { isLive } from '../context.ts'
import { isProvenNotNull } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const setNotNullScan: Rule = {
  severity: 'error',
  condition: 'SET NOT NULL runs on a column that no valid CHECK proves free of NULL.',
  effect: 'Every row is checked under ACCESS EXCLUSIVE.',
  workaround:
    'Add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it in another migration, then SET NOT NULL, which then scans nothing (PostgreSQL 12 and later). PostgreSQL 18 accepts NOT NULL … NOT VALID itself.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders alter column starts_at drop not null;\nalter table orders alter column code set not null;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_code_set check (code is not null) not valid;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'set-not-null' || !isLive(context, action.table)) return undefined
    if (isProvenNotNull(context.schema, action.table, action.column)) return undefined
    const { table, column } = action
    const name = `${table.replaceAll('.', '_')}_${column}_not_null`
    return {
      message: `ACCESS EXCLUSIVE on ${table} while every row is checked for NULL: all reads and writes wait`,
      help:
        context.server >= 18
          ? `run ADD CONSTRAINT ${name} NOT NULL ${column} NOT VALID, then VALIDATE CONSTRAINT ${name} in another migration`
          : `in three migrations: ADD CONSTRAINT ${name} CHECK (${column} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT ${name}, then SET NOT NULL and drop the constraint`,
    }
  },
}
