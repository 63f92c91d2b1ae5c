import { isLive } from '../context.ts'
import { isProvenNotNull } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const setNotNullScan: Rule = {
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
