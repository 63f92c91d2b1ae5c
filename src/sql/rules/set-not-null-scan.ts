import { isLive } from '../context.ts'
import { isProvenNotNull } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const setNotNullScan: Rule = {
  severity: 'error',
  condition: 'SET NOT NULL on a column that no valid CHECK proves to be without NULL.',
  effect: 'Every row is read under ACCESS EXCLUSIVE.',
  workaround:
    'CHECK (column IS NOT NULL) NOT VALID; VALIDATE in another migration; then SET NOT NULL, which reads nothing (PostgreSQL 12 and later). PostgreSQL 18 takes NOT NULL … NOT VALID itself.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders alter column starts_at drop not null;\nalter table orders alter column code set not null;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_code_set check (code is not null) not valid;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'set-not-null' || !isLive(context, action.table)) return undefined
    if (isProvenNotNull(context.schema, action.table, action.column)) return undefined
    const { table, column } = action
    const name = `${table.replaceAll('.', '_')}_${column}_not_null`
    return {
      message: `ACCESS EXCLUSIVE on ${table} while every row is read: nobody reads or writes meanwhile`,
      help:
        context.server >= 18
          ? `ADD CONSTRAINT ${name} NOT NULL ${column} NOT VALID, then VALIDATE CONSTRAINT ${name} in another migration`
          : `in three migrations: ADD CONSTRAINT ${name} CHECK (${column} IS NOT NULL) NOT VALID; VALIDATE CONSTRAINT ${name}; SET NOT NULL and drop it`,
    }
  },
}
