import type { GrantSpec } from '../specs.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const revokeOrOwner: Rule = {
  severity: 'error',
  condition: 'Privileges on a table are revoked, or its owner changes.',
  effect: 'Pods that connect as the role that loses them fail with 42501.',
  workaround:
    'Grant what the application needs first, and revoke once no release needs it: -- wavec:contract after=RELEASE.',
  bad: 'revoke insert on orders from app;',
  good: '-- wavec:contract after=v2.3.0\nrevoke insert on orders from app;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'drop-owned') {
      if (areNew(action.roles, context)) return undefined
      return {
        message: 'drops everything that the roles own, and revokes what they were granted',
        help: 'drop each object by name',
      }
    }
    if (action.kind === 'owner') {
      if (find(context.schema.tables, action.name) === undefined || !isLive(context, action.name)) return undefined
      return {
        message: `the old owner of ${action.name} loses what no GRANT gives: pods that connect as it fail with 42501`,
        help: 'grant the application what it uses first: -- wavec:contract after=RELEASE',
      }
    }
    const names = action.kind === 'revoke' ? lostIn(action, context) : []
    if (names.length === 0) return undefined
    return {
      message: `old pods need the revoked privileges on ${names.join(', ')} and fail with 42501`,
      help: 'revoke them after the release that no longer needs them: -- wavec:contract after=RELEASE',
    }
  },
}

/** What a role loses, as far as the files show: a role that they name, or PUBLIC. */
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

/** Every role may call a new function (PostgreSQL's default privileges), but only a trigger calls its own. */
function isCalled(name: string, { schema, isNew }: Context): boolean {
  const known = find(schema.routines, name)
  return known === undefined || (!isNew(known.origin) && known.returns !== 'trigger')
}

/** Only its owner may use a table until it is granted. */
function isGranted(name: string, { schema }: Context): boolean {
  const inSchema = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'public'
  return [...schema.granted.keys()].some((granted) => granted === name || granted === `${inSchema}.*`)
}
