import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnSerialIdentity: Rule = {
  severity: 'error',
  condition: 'A serial or identity column is added.',
  effect: 'PostgreSQL rewrites the table under ACCESS EXCLUSIVE to number every row.',
  workaround:
    'Add a nullable column and a sequence, SET DEFAULT nextval(…) in a second statement, then backfill old rows in batches.',
  bad: 'alter table coupons add column id bigserial;',
  good: "create sequence coupons_id_seq;\nalter table coupons add column id bigint;\nalter table coupons alter column id set default nextval('coupons_id_seq');",
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !action.column.identity || !isLive(context, action.table)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while the table is rewritten to number every row`,
    }
  },
}
