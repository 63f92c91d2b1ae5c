import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { referencedBy } from '../wording.ts'

export const dropTable: Rule = {
  severity: 'error',
  condition: 'A table that old pods may use is dropped.',
  effect:
    'Their queries fail with 42P01, and its rows are lost. It also takes ACCESS EXCLUSIVE on every table that it references.',
  workaround:
    'Stop using it in one release, and drop it in a later one, its foreign keys first: -- wavec:contract after=RELEASE.',
  bad: 'drop table coupons;',
  good: '-- wavec:contract after=v2.3.0\ndrop table coupons;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop' || action.object !== 'table') return undefined
    const live = action.names.filter((name) => isLive(context, name))
    if (live.length === 0) return undefined
    return {
      message: `old pods lose ${live.join(', ')}: their queries fail with 42P01`,
      why: `a rollback can't restore its rows${referencedBy(context, live)}`,
    }
  },
}
