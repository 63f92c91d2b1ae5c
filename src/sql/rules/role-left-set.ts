import type { Of } from '../action.ts'
import type { Rule } from '../rule.ts'

export const roleLeftSet: Rule = {
  severity: 'warning',
  condition: 'A file sets the role or the session authorization, and does not set it back.',
  effect:
    'The statements after it, and where the tool does not restore it the next files and the history, run as that role. SET SESSION AUTHORIZATION also needs a superuser.',
  workaround: 'Write SET LOCAL ROLE, or RESET ROLE at the end of the file.',
  bad: 'set role app;',
  good: 'set local role app;',
  proof: 'rights',
  check: (action, { file, tool }) => {
    if (action.kind !== 'set' || action.scope === 'local' || !isOther(action)) return undefined
    if (action.name === 'role' && tool.roleAfterFile === 'restored') return undefined
    const isSetBack = (file.byKind.get('set') ?? []).some(
      ({ action: other }) =>
        other.kind === 'set' && other.start > action.start && other.name === action.name && !isOther(other),
    )
    if (isSetBack) return undefined
    const { value = '' } = action
    return action.name === 'role'
      ? { message: `SET ROLE ${value} stays in force after the file, which never sets it back` }
      : { message: `SET SESSION AUTHORIZATION ${value} needs a superuser, and the rest of the file runs as ${value}` }
  },
}

/** A role other than that of the login. */
function isOther({ name, value }: Of<'set'>): boolean {
  if (name !== 'role' && name !== 'session_authorization') return false
  return value !== undefined && value.toLowerCase() !== 'none'
}
