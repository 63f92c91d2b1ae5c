import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { bareName, find } from '../schema/schema.ts'
import { viewFollows } from '../wording.ts'

export const renameTable: Rule = {
  severity: 'error',
  condition: 'A table that pods of the release before use gets another name, and nothing stands under the old one.',
  effect: 'Their queries fail with 42P01.',
  workaround:
    'Create a view under the old name in the same transaction, which takes reads and writes; drop it in a later release.',
  bad: 'alter table coupons rename to vouchers;',
  good: 'alter table coupons rename to vouchers;\ncreate view coupons as select * from vouchers;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.object !== 'table' || !isLive(context, action.from)) return undefined
    if (viewFollows(context, action.from) || isPartition(action.from, context)) return undefined
    return {
      message: `${action.from} is gone for the pods that still run: their queries fail with 42P01`,
      help: `create a view ${action.from} over ${action.to} in the same transaction; drop it in a later release`,
    }
  },
}

/** Queries go to the table that it belongs to, or did until this file took it out. */
function isPartition(name: string, { schema, file }: Context): boolean {
  const isTaken = file.actions.some(
    ({ action }) => action.kind === 'detach-partition' && bareName(action.partition) === bareName(name),
  )
  return isTaken || find(schema.tables, name)?.partitionOf !== undefined
}
