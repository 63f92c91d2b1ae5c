import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find, indexesOf, tableOf, type Schema } from '../schema/schema.ts'

export const dropConstraintUpsert: Rule = {
  severity: 'error',
  condition: 'A unique constraint, a primary key or a unique index is dropped.',
  effect: 'INSERT … ON CONFLICT by old pods finds no key and fails with 42P10. Duplicate rows can be inserted.',
  workaround:
    'Create the replacement index first, and drop this one once no old pod is left: -- wavec:contract after=RELEASE.',
  bad: 'alter table users drop constraint users_email_key;',
  good: '-- wavec:contract after=v2.3.0\nalter table users drop constraint users_email_key;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    const dropped = droppedKey(action, context)
    if (dropped === undefined || !isLive(context, dropped.table)) return undefined
    return {
      message: `ON CONFLICT of old pods no longer finds a unique index on ${dropped.table} and fails with 42P10`,
      why: 'duplicate keys can be inserted, and then the constraint cannot be restored',
    }
  },
}

function droppedKey(action: Action, { schema }: Context): { readonly table: string } | undefined {
  if (action.kind === 'drop-constraint') {
    const known = tableOf(schema, action.table).constraints.get(action.name)
    if (known === undefined) return /(^|_)(key|pkey|pk|uniq|unique|uq|uk)(_|$)/i.test(action.name) ? action : undefined
    const isKey = known.kind === 'unique' || known.kind === 'primary' || known.kind === 'exclude'
    return isKey && !hasTwin(action.table, known, schema) ? action : undefined
  }
  if (action.kind !== 'drop' || action.object !== 'index') return undefined
  const index = action.names.map((name) => find(schema.indexes, name)).find((known) => known?.unique === true)
  return index === undefined || hasTwin(index.table, index, schema) ? undefined : index
}

interface Key {
  readonly name: string
  readonly columns: readonly (string | undefined)[]
}

/** Another unique index over the same columns, which ON CONFLICT finds as well. */
function hasTwin(table: string, { name, columns }: Key, schema: Schema): boolean {
  return indexesOf(schema, table).some(
    (other) => other.name !== name && other.unique && !other.partial && other.columns.join() === columns.join(),
  )
}
