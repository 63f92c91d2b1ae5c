import type { Action } from '../action.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { bareName, find, type Origin } from '../schema/schema.ts'

export const dropRoutineOrView: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const dropped = droppedBy(action)
    if (dropped === undefined) return undefined
    const live = dropped.names.filter(
      (name) => isKnownBefore(dropped.object, name, context) && !comesBack(context, name),
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
    return { object: action.object, names: action.names }
  return action.kind === 'rename' &&
    (action.object === 'view' || action.object === 'routine') &&
    action.table === undefined
    ? { object: action.object, names: [action.from] }
    : undefined
}

/** What the files made, and the application of now can't know, is nobody's loss. */
function isKnownBefore(object: string, name: string, { schema, isNew }: Context): boolean {
  const maps = object === 'routine' ? [schema.routines] : [schema.views, schema.enums, schema.domains]
  for (const map of maps) {
    const known = find<{ readonly origin: Origin; readonly returns?: string }>(map, name)
    // A trigger's function is called by nobody else.
    if (known !== undefined) return !isNew(known.origin) && known.returns !== 'trigger'
  }
  return true
}

function comesBack({ later }: Context, name: string): boolean {
  return later.some(({ action }) => {
    if (action.kind === 'create-view' || action.kind === 'create-domain' || action.kind === 'create-enum')
      return bareName(action.name) === bareName(name)
    return action.kind === 'create-routine' && bareName(action.routine.name) === bareName(name)
  })
}
