import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find, indexesOf, tableOf } from '../schema/schema.ts'

export const dropConstraintUpsert: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const dropped = droppedKey(action, context)
    if (dropped === undefined || !isLive(context, dropped.table)) return undefined
    return {
      message: `ON CONFLICT of pods that still run no longer finds a unique index on ${dropped.table}: 42P10`,
      why: 'and second rows with the same key come in, which keeps the constraint from ever coming back',
      help: 'make the index that takes its place first; drop this one after the release: -- wavec:contract after=RELEASE',
    }
  },
}

function droppedKey(action: Action, { schema }: Context): { readonly table: string } | undefined {
  if (action.kind === 'drop-constraint') {
    const known = tableOf(schema, action.table).constraints.get(action.name)
    if (known === undefined) return /(^|_)(key|pkey|pk|uniq|unique|uq|uk)(_|$)/i.test(action.name) ? action : undefined
    return known.kind === 'unique' || known.kind === 'primary' || known.kind === 'exclude' ? action : undefined
  }
  if (action.kind !== 'drop' || action.object !== 'index') return undefined
  const index = action.names.map((name) => find(schema.indexes, name)).find((known) => known?.unique === true)
  if (index === undefined) return undefined
  const twin = indexesOf(schema, index.table).some(
    (other) =>
      other.name !== index.name && other.unique && !other.partial && other.columns.join() === index.columns.join(),
  )
  return twin ? undefined : index
}
