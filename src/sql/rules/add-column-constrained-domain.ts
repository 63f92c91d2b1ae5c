import { isLive } from '../context.ts'
import { rewriteReason } from '../facts/work.ts'
import type { Rule } from '../rule.ts'
import { domainOf } from '../schema/schema.ts'
import { typeText } from '../wording.ts'

export const addColumnConstrainedDomain: Rule = {
  severity: 'error',
  condition: 'A column is added whose domain has a constraint.',
  effect: 'PostgreSQL writes every row again under ACCESS EXCLUSIVE, even where all are NULL.',
  workaround: 'A column of the base type, and the CHECK of the domain added NOT VALID.',
  bad: 'alter table orders add column boxes positive;',
  good: 'alter table orders add column boxes label;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (rewriteReason(action.column, context.schema) !== 'domain') return undefined
    const base = domainOf(context.schema, action.column.type)?.base
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is written again, because the domain has a constraint`,
      help: `a column of type ${base === undefined ? 'the base type' : typeText(base)}, with the CHECK of the domain added NOT VALID and validated later`,
    }
  },
}
