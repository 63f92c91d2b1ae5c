import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'
import type { Parameter } from '../specs.ts'
import { typeName } from '../wording.ts'

export const overloadAmbiguous: Rule = {
  severity: 'error',
  condition:
    'A function gets the name of an existing one, and a parameter with a default lets both accept the same call.',
  effect: 'Calls by old pods fail with 42725, "function is not unique".',
  workaround: 'Drop the existing function and create the new one in one transaction, or remove the default.',
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
      message: `calls of ${name}() by old pods fail with 42725: both functions of that name accept them`,
    }
  },
}

/** The longer one accepts every call of the shorter: its extra parameters are optional. */
function isTakenByBoth(short: readonly Parameter[], long: readonly Parameter[]): boolean {
  if (short.length === long.length) return false
  return long.every((parameter, at) => {
    const other = short[at]
    return other === undefined ? parameter.optional : typeName(parameter.type) === typeName(other.type)
  })
}
