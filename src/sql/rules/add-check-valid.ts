import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'
import { notValidFix } from '../fixes.ts'

export const addCheckValid: Rule = {
  severity: 'error',
  condition: 'A CHECK constraint is added without NOT VALID to a table in use.',
  effect: 'PostgreSQL checks every row under ACCESS EXCLUSIVE: all reads and writes wait.',
  workaround: 'Add it NOT VALID and VALIDATE it in a later migration, which lets reads and writes through.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0);',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0) not valid;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind === 'alter-domain') return ofDomain(action.name, context)
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, valid, enforced, name } = action.constraint
    if ((kind !== 'check' && kind !== 'not-null') || !valid || !enforced) return undefined
    const validate = `ALTER TABLE ${action.table} VALIDATE CONSTRAINT ${name ?? 'NAME'}`
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is checked: all reads and writes wait`,
      help: `add it NOT VALID, then in another migration: ${validate}`,
      ...(kind === 'check' ? notValidFix(context) : {}),
    }
  },
}

/** Every table with a column of the domain is read. */
function ofDomain(name: string, context: Context): Finding | undefined {
  const tables = context.facts.work.map(({ relation }) => relation).filter((table) => isLive(context, table))
  if (tables.length === 0) return undefined
  return {
    message: `SHARE on ${tables.join(', ')} while every row is checked: all writes wait`,
    help: `add it NOT VALID, then in another migration: ALTER DOMAIN ${name} VALIDATE CONSTRAINT NAME`,
  }
}
