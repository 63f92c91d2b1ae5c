import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'
import type { Parameter } from '../specs.ts'
import { typeName } from '../wording.ts'

export const overloadAmbiguous: Rule = {
  severity: 'error',
  condition:
    'A function is made beside one of the same name, and a parameter with a default lets both take the same call.',
  effect: 'Calls that pods of the release before write fail with 42725, "function is not unique".',
  workaround: 'Drop the one that is there and make the new one in one transaction; or leave out the default.',
  bad: "create function shout(word text, times integer default 1) returns text language sql immutable as 'select repeat(upper(word), times)';",
  good: "create function shout(word text, times integer) returns text language sql immutable as 'select repeat(upper(word), times)';",
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'create-routine') return undefined
    const { name, parameters } = action.routine
    const before = find(context.schema.routines, name)
    if (before === undefined || context.isNew(before.origin)) return undefined
    const [short, long] = [before.parameters, parameters].sort((a, b) => a.length - b.length)
    if (short === undefined || long === undefined || !isTakenByBoth(short, long)) return undefined
    return {
      message: `calls of ${name}() that pods write fail with 42725: both functions of that name take them`,
      help: `drop the one that is there and make the new one in one transaction; or leave out its default`,
    }
  },
}

/** The longer one takes every call of the shorter: what it has more may be left out. */
function isTakenByBoth(short: readonly Parameter[], long: readonly Parameter[]): boolean {
  if (short.length === long.length) return false
  return long.every((parameter, at) => {
    const other = short[at]
    return other === undefined ? parameter.optional : typeName(parameter.type) === typeName(other.type)
  })
}
