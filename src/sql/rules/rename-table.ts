import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { bareName, find } from '../schema/schema.ts'
import { viewFollows } from '../wording.ts'

export const renameTable: Rule = {
  severity: 'error',
  condition: 'A table that old pods use is renamed, and nothing takes its old name.',
  effect: 'Their queries fail with 42P01.',
  workaround:
    'Create a view with the old name in the same transaction, which takes reads and writes, and drop it in a later release.',
  bad: 'alter table coupons rename to vouchers;',
  good: 'alter table coupons rename to vouchers;\ncreate view coupons as select * from vouchers;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.object !== 'table' || !isLive(context, action.from)) return undefined
    if (viewFollows(context, action.from) || isPartition(action.from, context)) return undefined
    return {
      message: `old pods lose ${action.from}: their queries fail with 42P01`,
      help: `create a view ${action.from} over ${action.to} in the same transaction, and drop it in a later release`,
    }
  },
}

/** Queries use its parent, at least until this file detaches it. */
function isPartition(name: string, { schema, file }: Context): boolean {
  const isTaken = file.actions.some(
    ({ action }) => action.kind === 'detach-partition' && bareName(action.partition) === bareName(name),
  )
  return isTaken || find(schema.tables, name)?.partitionOf !== undefined
}
