import type { Action } from '../action.ts'
import type { PolicySpec } from '../specs.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { tableOf } from '../schema/schema.ts'

export const enableRls: Rule = {
  severity: 'error',
  condition:
    'Row level security is switched on for a table that pods use, and its policies do not let everybody do everything.',
  effect: 'Without a policy for their role they read no rows and their INSERTs fail with 42501.',
  workaround:
    'Create the policies first, try them as the role of the application, then switch it on. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders enable row level security;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders enable row level security;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const message = lossOf(action, context)
    if (message === undefined) return undefined
    return {
      message,
      help: 'create the policies first, try them as the role of the application, then do it: -- wavec:contract after=RELEASE',
    }
  },
}

function lossOf(action: Action, context: Context): string | undefined {
  if (action.kind === 'drop') return lossOfPolicies(action, context)
  if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
  if (action.state !== 'enable' && action.state !== 'force') return undefined
  if (isOpen(action.table, context, [])) return undefined
  const whom = action.state === 'force' ? 'its owner too' : 'everybody but its owner'
  return `${action.table} shows no rows to ${whom} unless a policy allows them, and refuses INSERTs with 42501`
}

function lossOfPolicies(
  { object, names, table = '' }: Action & { readonly kind: 'drop' },
  context: Context,
): string | undefined {
  if (object !== 'policy' || !isLive(context, table)) return undefined
  if (tableOf(context.schema, table).rowSecurity === 'off' || isOpen(table, context, names)) return undefined
  return `rows of ${table} that only ${names.join(', ')} lets through are gone for the pods that still run`
}

/** Policies, of before or of the same transaction, that let every role do with every row what it did. */
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
