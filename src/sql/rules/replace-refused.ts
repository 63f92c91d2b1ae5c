import type { Action, RoutineSpec } from '../action.ts'
import { typeName } from '../wording.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { outputOf } from '../schema/output.ts'
import { find } from '../schema/schema.ts'

export const replaceRefused: Rule = {
  severity: 'error',
  condition: 'CREATE OR REPLACE changes what PostgreSQL does not let it change.',
  effect:
    'It fails: 42P16 for a view whose columns are others or in another order, 42P13 for a function that returns another type or whose parameters have other names.',
  workaround: 'Drop it and make it anew in one transaction; or make the new one under another name.',
  bad: 'create or replace view open_orders as select id, note, weight from orders;',
  good: 'create or replace view open_orders as select id, weight, note from orders;',
  proof: 'file',
  check: (action, context) => {
    const refused = refusal(action, context)
    if (refused === undefined) return undefined
    return {
      message: refused,
      help: 'drop it and make it anew in one transaction, with what old code uses of it; or give the new one another name',
    }
  },
}

function refusal(action: Action, { schema }: Context): string | undefined {
  if (action.kind === 'create-routine' && action.routine.replace) {
    const before = find(schema.routines, action.routine.name)
    return before === undefined ? undefined : ofRoutine(before, action.routine)
  }
  if (action.kind !== 'create-view' || !action.replace) return undefined
  const before = find(schema.views, action.name)?.output
  const now = outputOf(action.query, action.aliases, schema)
  if (before === undefined || now === undefined) return undefined
  const at = before.findIndex((column, index) => now[index] !== column)
  if (at < 0) return undefined
  return `it fails with 42P16: column ${at + 1} of ${action.name} is ${before[at] ?? ''}, and OR REPLACE can only add columns behind the last`
}

/** Another signature is another function. */
function ofRoutine(before: RoutineSpec, now: RoutineSpec): string | undefined {
  const types = ({ parameters }: RoutineSpec): string => parameters.map(({ type }) => typeName(type)).join()
  if (types(before) !== types(now)) return undefined
  const what = differenceOf(before, now)
  return what === undefined ? undefined : `it fails with 42P13: OR REPLACE can not change ${what}`
}

function differenceOf(before: RoutineSpec, now: RoutineSpec): string | undefined {
  if (before.kind !== now.kind) return `a ${before.kind} to a ${now.kind}`
  if (before.returns !== '' && now.returns !== '' && before.returns !== now.returns)
    return `what ${now.name}() returns from ${before.returns} to ${now.returns}`
  for (const [index, { name, optional }] of before.parameters.entries()) {
    const other = now.parameters[index]
    if (name !== '' && other?.name !== name) return `the name of parameter ${name}`
    if (optional && other?.optional === false) return `a parameter with a default to one without`
  }
  return undefined
}
