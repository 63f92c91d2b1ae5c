import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { viewFollows } from '../wording.ts'

export const moveSchema: Rule = {
  severity: 'error',
  condition: 'A table moves to another schema, or a schema gets another name.',
  effect: 'Pods look for it where it was: 42P01.',
  workaround: 'Create a view under the old name in the same transaction; drop it in a later release.',
  bad: 'alter table coupons set schema archive;',
  good: 'alter table coupons set schema archive;\ncreate view coupons as select * from archive.coupons;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const moved = movedName(action)
    if (moved === undefined || (moved !== 'a schema' && !isLive(context, moved)) || viewFollows(context, moved))
      return undefined
    return {
      message: `the pods that still run look for ${moved} where it was: their queries fail with 42P01`,
      help: 'leave a view under the old name in the same transaction, and drop it in a later release',
    }
  },
}

function movedName(action: Action): string | undefined {
  if (action.kind === 'move-schema') return action.object === 'table' ? action.name : undefined
  return action.kind === 'rename' && action.object === 'schema' ? 'a schema' : undefined
}
