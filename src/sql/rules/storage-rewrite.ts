import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const storageRewrite: Rule = {
  severity: 'error',
  condition: 'A table is changed with SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD.',
  effect: 'The table is copied under ACCESS EXCLUSIVE. An UNLOGGED table is empty after a crash.',
  workaround: 'Create a new table with that setting, sync it with a trigger, backfill it in batches, then switch.',
  bad: 'alter table coupons set unlogged;',
  good: 'create unlogged table clicks (at timestamptz not null);',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'storage' || context.facts.work.length === 0 || !isLive(context, action.table)) return undefined
    const lost = action.change === 'unlogged' ? ', and it is empty after a crash' : ''
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while it is copied: all reads and writes wait${lost}`,
    }
  },
}
