import { isLive } from '../context.ts'
import { rewriteReason } from '../facts/work.ts'
import type { Rule } from '../rule.ts'
import { domainOf } from '../schema/schema.ts'
import { typeText } from '../wording.ts'

export const addColumnConstrainedDomain: Rule = {
  severity: 'error',
  condition: 'A column is added whose domain type has a constraint.',
  effect: 'PostgreSQL rewrites the table under ACCESS EXCLUSIVE, even if every value is NULL.',
  workaround: 'Add a column of the base type, and add the CHECK of the domain NOT VALID.',
  bad: 'alter table orders add column boxes positive;',
  good: 'alter table orders add column boxes label;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (rewriteReason(action.column, context.schema) !== 'domain') return undefined
    const base = domainOf(context.schema, action.column.type)?.base
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while the table is rewritten, because the domain has a constraint`,
      help: `add a column of ${base === undefined ? 'the base type' : `type ${typeText(base)}`}, add the CHECK of the domain NOT VALID, and validate it later`,
    }
  },
}
