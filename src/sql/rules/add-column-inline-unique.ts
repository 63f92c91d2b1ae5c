import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineUnique: Rule = {
  severity: 'error',
  condition: 'A column is added together with UNIQUE or PRIMARY KEY.',
  effect: 'Its index is built under ACCESS EXCLUSIVE: all reads and writes wait.',
  workaround: 'Add the column, run CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.',
  bad: 'alter table orders add column ref text unique;',
  good: 'alter table orders add column ref text;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (!action.constraints.some(({ kind }) => kind === 'unique' || kind === 'primary')) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: all reads and writes wait`,
    }
  },
}
