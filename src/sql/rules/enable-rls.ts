import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { tableOf } from '../schema/schema.ts'

export const enableRls: Rule = {
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
  if (action.kind === 'drop' && action.object === 'policy') {
    const { table = '', names } = action
    if (!isLive(context, table) || tableOf(context.schema, table).rowSecurity === 'off') return undefined
    return `rows of ${table} that only ${names.join(', ')} lets through are gone for the pods that still run`
  }
  if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
  if (action.state !== 'enable' && action.state !== 'force') return undefined
  const whom = action.state === 'force' ? 'its owner too' : 'everybody but its owner'
  return `${action.table} shows no rows to ${whom} unless a policy allows them, and refuses INSERTs with 42501`
}
