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
    'A view, function, type or sequence that pods may use is dropped or renamed, and not made again in the same transaction, a function for the same calls.',
  effect: 'Whatever uses it fails: 42P01, 42883 or 42704.',
  workaround:
    'Make it anew in the same transaction, or drop it when no release uses it. Then say so: -- wavec:contract after=RELEASE.',
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
      message: `${live.join(', ')} is gone for the pods that still run: whatever uses it fails`,
      help: 'make it anew in the same transaction, or wait until no release uses it: -- wavec:contract after=RELEASE',
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

/** What the files made, and the application of now can't know, is nobody's loss. */
function isKnownBefore(object: string, name: string, { action, schema, isNew }: Context): boolean {
  // The sequence of a column is called by its default, which follows the name.
  if (object === 'sequence' && action.kind === 'rename') return isCalledByName(name, { schema, isNew })
  const maps = object === 'routine' ? [schema.routines] : [schema.views, schema.enums, schema.domains]
  for (const map of maps) {
    const known = find<{ readonly origin: Origin; readonly returns?: string }>(map, name)
    // A trigger's function is called by nobody else.
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

/** Where both tell their columns, none may be missing. */
function hasColumnsOf(
  name: string,
  { query, aliases }: Action & { readonly kind: 'create-view' },
  schema: Schema,
): boolean {
  const before = find(schema.views, name)?.output
  const now = outputOf(query, aliases, schema)
  return before === undefined || now === undefined || before.every((column) => now.includes(column))
}

/** How it was called: as it was made, if that is the one that is dropped, or by the types that the DROP names. */
function callOf(
  made: readonly Parameter[] | undefined,
  signature: readonly SqlType[] | undefined,
): readonly Parameter[] | undefined {
  const isThatOne = signature === undefined || made?.map(nameOfType).join() === signature.map(typeName).join()
  return isThatOne ? made : signature.map((type) => ({ name: '', type, optional: false }))
}

/** Whether every call of before finds it: the same types in the same places, and whatever may be left out still may. */
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
