import type { GrantSpec } from '../specs.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const revokeOrOwner: Rule = {
  severity: 'error',
  condition: 'Rights on a table are revoked, or it gets another owner.',
  effect: 'Pods that connect with the role that loses them fail with 42501.',
  workaround:
    'Grant what they need first; revoke when no release needs it. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'revoke insert on orders from app;',
  good: '-- wavec:contract after=v2.3.0\nrevoke insert on orders from app;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'drop-owned') {
      if (areNew(action.roles, context)) return undefined
      return {
        message: 'everything that the roles own is dropped, and what they were granted is lost',
        help: 'name what is to go',
      }
    }
    if (action.kind === 'owner') {
      if (find(context.schema.tables, action.name) === undefined || !isLive(context, action.name)) return undefined
      return {
        message: `whoever owned ${action.name} loses what no GRANT gives: a pod that connects as it fails with 42501`,
        help: 'grant the application what it uses first: -- wavec:contract after=RELEASE',
      }
    }
    const names = action.kind === 'revoke' ? lostIn(action, context) : []
    if (names.length === 0) return undefined
    return {
      message: `pods that still run need what they were granted on ${names.join(', ')}: they fail with 42501`,
      help: 'revoke it after the release that no longer needs it: -- wavec:contract after=RELEASE',
    }
  },
}

/** What somebody had, as far as that can be seen: a role of its own, or everybody. */
function lostIn({ object, names, roles, privileges }: GrantSpec, context: Context): readonly string[] {
  if (areNew(roles, context)) return []
  const isForAll = roles.every((role) => role === 'public')
  if (object === 'schema') {
    if (privileges.length > 0 && privileges.every((privilege) => privilege === 'create')) return []
    return names.filter((name) => !isForAll || name === 'public' || context.schema.granted.has(name))
  }
  if (object === 'routine') return names.filter((name) => isCalled(name, context))
  if (object !== 'table') return []
  const live = names.filter((name) => name.endsWith('.*') || isLive(context, name))
  return isForAll ? live.filter((name) => isGranted(name, context)) : live
}

function areNew(roles: readonly string[], { schema, isNew }: Context): boolean {
  return roles.length > 0 && roles.every((role) => schema.roles.has(role) && isNew(schema.roles.get(role)))
}

/** Everybody may call a new function (the default privileges of PostgreSQL), but nobody calls a trigger's. */
function isCalled(name: string, { schema, isNew }: Context): boolean {
  const known = find(schema.routines, name)
  return known === undefined || (!isNew(known.origin) && known.returns !== 'trigger')
}

/** A table is nobody's but its owner's until it is granted. */
function isGranted(name: string, { schema }: Context): boolean {
  const inSchema = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'public'
  return [...schema.granted.keys()].some((granted) => granted === name || granted === `${inSchema}.*`)
}
