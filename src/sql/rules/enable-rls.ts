import type { Action } from '../action.ts'
import type { PolicySpec } from '../specs.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { tableOf } from '../schema/schema.ts'

export const enableRls: Rule = {
  severity: 'error',
  condition: 'Row-level security is enabled on a table in use, and its policies do not allow every role everything.',
  effect: 'Without a policy for their role, pods read no rows, and their INSERTs fail with 42501.',
  workaround:
    'Create the policies first, test them as the role of the application, then enable it: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders enable row level security;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders enable row level security;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const message = lossOf(action, context)
    if (message === undefined) return undefined
    return {
      message,
    }
  },
}

function lossOf(action: Action, context: Context): string | undefined {
  if (action.kind === 'drop') return lossOfPolicies(action, context)
  if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
  if (action.state !== 'enable' && action.state !== 'force') return undefined
  if (isOpen(action.table, context, [])) return undefined
  const whom = action.state === 'force' ? 'any role, including its owner,' : 'any role but its owner'
  return `without a policy ${action.table} shows no rows to ${whom} and refuses INSERTs with 42501`
}

function lossOfPolicies(
  { object, names, table = '' }: Action & { readonly kind: 'drop' },
  context: Context,
): string | undefined {
  if (object !== 'policy' || !isLive(context, table)) return undefined
  if (tableOf(context.schema, table).rowSecurity === 'off' || isOpen(table, context, names)) return undefined
  return `old pods lose the rows of ${table} that only ${names.join(', ')} lets through`
}

/** Whether the policies, with those of the same transaction, still let every role do everything with every row. */
function isOpen(table: string, { schema, later }: Context, dropped: readonly string[]): boolean {
  const policies = new Map<string, PolicySpec>(tableOf(schema, table).policies)
  for (const name of dropped) policies.delete(name)
  for (const { action } of later()) {
    if (action.kind === 'create-policy' && action.table === table) policies.set(action.name, action.policy)
    if (action.kind === 'alter-policy' && action.table === table) policies.delete(action.name)
    if (action.kind === 'drop' && action.object === 'policy' && action.table === table)
      for (const name of action.names) policies.delete(name)
  }
  const left = [...policies.values()]
  const open = new Set(left.flatMap(({ opens }) => opens))
  return open.size === 4 && left.every(({ restrictive }) => !restrictive)
}
