import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { referencedBy } from '../wording.ts'

export const dropTable: Rule = {
  severity: 'error',
  condition: 'A table is dropped that pods of the release before may use.',
  effect:
    'Their queries fail with 42P01, and its rows are gone. It also takes ACCESS EXCLUSIVE on every table that it references.',
  workaround:
    'Stop using it in one release; drop it in a later one, its foreign keys first. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'drop table coupons;',
  good: '-- wavec:contract after=v2.3.0\ndrop table coupons;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop' || action.object !== 'table') return undefined
    const live = action.names.filter((name) => isLive(context, name))
    if (live.length === 0) return undefined
    return {
      message: `${live.join(', ')} is gone for the pods that still run: their queries fail with 42P01`,
      why: `and its rows can not be brought back by a rollback${referencedBy(context, live)}`,
      help: 'stop using it, let that release replace every pod, then drop it with -- wavec:contract after=RELEASE',
    }
  },
}
