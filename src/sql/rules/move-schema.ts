import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { viewFollows } from '../wording.ts'

export const moveSchema: Rule = {
  severity: 'error',
  condition: 'A table moves to another schema, or a schema is renamed.',
  effect: 'Old pods look for it under its old name and fail with 42P01.',
  workaround: 'Create a view under the old name in the same transaction, and drop it in a later release.',
  bad: 'alter table coupons set schema archive;',
  good: 'alter table coupons set schema archive;\ncreate view coupons as select * from archive.coupons;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const moved = movedName(action)
    if (moved === undefined || (moved !== 'the schema' && !isLive(context, moved)) || viewFollows(context, moved))
      return undefined
    return {
      message: `old pods look for ${moved} under its old name: their queries fail with 42P01`,
    }
  },
}

function movedName(action: Action): string | undefined {
  if (action.kind === 'move-schema') return action.object === 'table' ? action.name : undefined
  return action.kind === 'rename' && action.object === 'schema' ? 'the schema' : undefined
}
