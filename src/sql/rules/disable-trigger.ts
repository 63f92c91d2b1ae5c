import type { Of } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'

export const disableTrigger: Rule = {
  severity: 'error',
  condition: 'A trigger of a table in use is disabled, or enabled for replication only.',
  effect:
    'Rows that old pods write lack what the trigger does: a column that it syncs, a check, an audit entry. No statement fails.',
  workaround:
    'Use SET LOCAL session_replication_role = replica, which skips triggers in this session only, or disable it once no release needs it: -- wavec:contract after=RELEASE.',
  bad: 'alter table coupons disable trigger coupons_upper;',
  good: "set local session_replication_role = replica;\nupdate coupons set percent = 20 where code > 'c7' and code < 'c9';\nset local session_replication_role = origin;",
  proof: 'rows',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'trigger-state' || !isLive(context, action.table)) return undefined
    if (action.state !== 'disabled' && action.state !== 'replica') return undefined
    if (isEnabledAgain(action, context)) return undefined
    const { table, which, name } = action
    const subject = which === 'named' ? name : name === 'ALL' ? 'every trigger' : 'every trigger of a user'
    return {
      message: `rows that old pods write to ${table} no longer fire ${subject}`,
    }
  },
}

/** In the same transaction, whose lock lets no other session write meanwhile. */
function isEnabledAgain({ table, name }: Of<'trigger-state'>, { later }: Context): boolean {
  return later().some(
    ({ action }) =>
      action.kind === 'trigger-state' &&
      action.table === table &&
      (action.state === 'origin' || action.state === 'always') &&
      (action.name === name || action.name === 'ALL'),
  )
}
