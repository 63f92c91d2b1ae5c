import type { Action, RoutineSpec } from '../action.ts'
import { typeName } from '../wording.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { outputOf } from '../schema/output.ts'
import { find } from '../schema/schema.ts'

export const replaceRefused: Rule = {
  severity: 'error',
  condition: 'CREATE OR REPLACE makes a change that PostgreSQL refuses.',
  effect:
    'It fails with 42P16 for a view whose columns change or move, and with 42P13 for a function whose return type or parameter names change.',
  workaround:
    'Drop and recreate it in one transaction, with everything that old code uses, or give the new one another name.',
  bad: 'create or replace view open_orders as select id, note, weight from orders;',
  good: 'create or replace view open_orders as select id, weight, note from orders;',
  proof: 'file',
  check: (action, context) => {
    const refused = refusal(action, context)
    if (refused === undefined) return undefined
    return {
      message: refused,
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
  return `fails with 42P16: column ${at + 1} of ${action.name} is ${before[at] ?? ''}, and OR REPLACE can only add columns at the end`
}

/** Another signature is another function. */
function ofRoutine(before: RoutineSpec, now: RoutineSpec): string | undefined {
  const types = ({ parameters }: RoutineSpec): string => parameters.map(({ type }) => typeName(type)).join()
  if (types(before) !== types(now)) return undefined
  const what = differenceOf(before, now)
  return what === undefined ? undefined : `fails with 42P13: OR REPLACE can't change ${what}`
}

function differenceOf(before: RoutineSpec, now: RoutineSpec): string | undefined {
  if (before.kind !== now.kind) return `a ${before.kind} to a ${now.kind}`
  if (before.returns !== '' && now.returns !== '' && before.returns !== now.returns)
    return `the return type of ${now.name}() from ${before.returns} to ${now.returns}`
  for (const [index, { name, optional }] of before.parameters.entries()) {
    const other = now.parameters[index]
    if (name !== '' && other?.name !== name) return `the name of parameter ${name}`
    if (optional && other?.optional === false) return `a parameter with a default to one without`
  }
  return undefined
}
