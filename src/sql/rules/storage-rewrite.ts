import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const storageRewrite: Rule = {
  severity: 'error',
  condition: 'SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD.',
  effect: 'The table is copied under ACCESS EXCLUSIVE. UNLOGGED loses its rows after a crash.',
  workaround: 'Make a new table as it should be, keep it in step with a trigger, backfill it, then switch.',
  bad: 'alter table coupons set unlogged;',
  good: 'create unlogged table clicks (at timestamptz not null);',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'storage' || context.facts.work.length === 0 || !isLive(context, action.table)) return undefined
    const lost = action.change === 'unlogged' ? ', and its rows are gone after a crash' : ''
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while it is copied: nobody reads or writes meanwhile${lost}`,
      help: 'make a new table as it should be, keep it in step with a trigger, backfill it, then switch',
    }
  },
}
