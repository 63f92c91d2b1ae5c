import type { Action } from '../action.ts'
import type { Parameter } from '../specs.ts'
import type { SqlType } from '../ast.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { outputOf } from '../schema/output.ts'
import { bareName, find, type Origin, type Schema } from '../schema/schema.ts'
import { typeName } from '../wording.ts'

export const dropRoutineOrView: Rule = {
  severity: 'error',
  condition:
    'A view, function, type or sequence that pods may use is dropped or renamed, and the transaction does not recreate it. A function has to accept the same calls.',
  effect: 'Everything that uses it fails with 42P01, 42883 or 42704.',
  workaround:
    'Recreate it in the same transaction, or drop it once no release uses it: -- wavec:contract after=RELEASE.',
  bad: 'drop view open_orders;',
  good: "drop view open_orders;\ncreate view open_orders as select id, weight, note from orders where status = 'placed';",
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const dropped = droppedBy(action)
    if (dropped === undefined) return undefined
    const live = dropped.names.filter(
      (name, at) => isKnownBefore(dropped.object, name, context) && !comesBack(context, name, dropped.signatures[at]),
    )
    if (live.length === 0) return undefined
    return {
      message: `old pods lose ${live.join(', ')}: every query that uses it fails`,
    }
  },
}

function droppedBy(action: Action) {
  if (action.kind === 'drop' && ['view', 'matview', 'routine', 'type', 'domain', 'sequence'].includes(action.object))
    return action
  return action.kind === 'rename' &&
    (action.object === 'view' || action.object === 'routine' || action.object === 'sequence') &&
    action.table === undefined
    ? { object: action.object, names: [action.from], signatures: [] }
    : undefined
}

/** The current application can't use what an unreleased file created. */
function isKnownBefore(object: string, name: string, { action, schema, isNew }: Context): boolean {
  // The default of a column uses its sequence, and follows the new name.
  if (object === 'sequence' && action.kind === 'rename') return isCalledByName(name, { schema, isNew })
  const maps = object === 'routine' ? [schema.routines] : [schema.views, schema.enums, schema.domains]
  for (const map of maps) {
    const known = find<{ readonly origin: Origin; readonly returns?: string }>(map, name)
    // Only a trigger calls its function.
    if (known !== undefined) return !isNew(known.origin) && known.returns !== 'trigger'
  }
  return true
}

function isCalledByName(name: string, { schema, isNew }: Pick<Context, 'schema' | 'isNew'>): boolean {
  const known = [...schema.sequences].find(([sequence]) => bareName(sequence) === bareName(name))
  if (known === undefined || isNew(known[1])) return false
  const bare = bareName(known[0])
  return ![...schema.tables.values()].some(({ columns }) =>
    [...columns.values()].some((column) => JSON.stringify(column.default ?? null).includes(bare)),
  )
}

function comesBack({ schema, later }: Context, name: string, signature: readonly SqlType[] | undefined): boolean {
  return later().some(({ action }) => {
    if (action.kind === 'create-domain' || action.kind === 'create-enum')
      return bareName(action.name) === bareName(name)
    if (action.kind === 'create-view')
      return bareName(action.name) === bareName(name) && hasColumnsOf(name, action, schema)
    if (action.kind !== 'create-routine' || bareName(action.routine.name) !== bareName(name)) return false
    const before = callOf(find(schema.routines, name)?.parameters, signature)
    return before !== undefined && takes(action.routine.parameters, before)
  })
}

/** If the columns of both are known, none may be missing. */
function hasColumnsOf(
  name: string,
  { query, aliases }: Action & { readonly kind: 'create-view' },
  schema: Schema,
): boolean {
  const before = find(schema.views, name)?.output
  const now = outputOf(query, aliases, schema)
  return before === undefined || now === undefined || before.every((column) => now.includes(column))
}

/** The parameters of the dropped function: as it was created, or the types that the DROP names if those differ. */
function callOf(
  made: readonly Parameter[] | undefined,
  signature: readonly SqlType[] | undefined,
): readonly Parameter[] | undefined {
  const isThatOne = signature === undefined || made?.map(nameOfType).join() === signature.map(typeName).join()
  return isThatOne ? made : signature.map((type) => ({ name: '', type, optional: false }))
}

/** Whether every earlier call still finds it: the same types in the same places, and every optional parameter optional. */
function takes(now: readonly Parameter[], before: readonly Parameter[]): boolean {
  if (before.length > now.length) return false
  return now.every((parameter, at) => {
    const old = before[at]
    if (old === undefined) return parameter.optional
    return nameOfType(parameter) === nameOfType(old) && (parameter.optional || !old.optional)
  })
}

function nameOfType({ type }: Parameter): string {
  return typeName(type)
}
