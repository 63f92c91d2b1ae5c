import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnSerialIdentity: Rule = {
  severity: 'error',
  condition: 'A serial or identity column is added.',
  effect: 'PostgreSQL writes every row again, with a number, under ACCESS EXCLUSIVE.',
  workaround: 'A nullable column and a sequence; SET DEFAULT nextval(…) in a second statement; backfill in batches.',
  bad: 'alter table coupons add column id bigserial;',
  good: "create sequence coupons_id_seq;\nalter table coupons add column id bigint;\nalter table coupons alter column id set default nextval('coupons_id_seq');",
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !action.column.identity || !isLive(context, action.table)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is written again with a number of its own`,
      help: 'add a nullable column and a sequence, SET DEFAULT nextval(…) in a second statement, then backfill old rows in batches',
    }
  },
}
