import type { Action, Occurrence } from './action.ts'
import { find, type Schema } from './schema/schema.ts'

/** IF EXISTS and IF NOT EXISTS, where the files tell that the statement finds nothing to do. */
export function resolved(action: Action, schema: Schema): Action {
  if (action.kind === 'drop') return action.missing === 'skip' ? withoutMissing(action, schema) : action
  if (!isColumnAsWanted(action, schema)) return action
  const { table } = action
  const existing = action.kind === 'add-column' ? { existing: action.existing } : {}
  // It still takes the lock, and only then sees that there is nothing to do.
  return { kind: 'table-option', what: action.kind, weak: false, table, ...existing, ...occurrenceOf(action) }
}

function occurrenceOf({ start, end, within, certainty, reaches }: Occurrence): Occurrence {
  return { start, end, within, certainty, ...(reaches === undefined ? {} : { reaches }) }
}

type ColumnAction = Action & { readonly kind: 'add-column' | 'drop-column' }

function isColumnAsWanted(action: Action, schema: Schema): action is ColumnAction {
  if (action.kind === 'add-column')
    return action.existing === 'skip' && hasColumn(action.table, action.column.name, schema)
  return (
    action.kind === 'drop-column' &&
    action.missing === 'skip' &&
    find(schema.tables, action.table)?.known === 'whole' &&
    !hasColumn(action.table, action.column, schema)
  )
}

function hasColumn(table: string, column: string, schema: Schema): boolean {
  return find(schema.tables, table)?.columns.has(column) === true
}

/** Without the names that are not there. */
function withoutMissing(action: Drop, schema: Schema): Action {
  const names = left(action, schema)
  if (names.length === action.names.length) return action
  if (names.length === 0) {
    // Another database may have it all the same: nothing is known of how to make it again.
    return { kind: 'harmless', what: 'DROP of what is not there', leaves: 'objects', ...occurrenceOf(action) }
  }
  return { ...action, names, signatures: names.map((name) => action.signatures[action.names.indexOf(name)]) }
}

type Drop = Action & { readonly kind: 'drop' }

function left({ object, names }: Drop, schema: Schema): readonly string[] {
  const maps: Readonly<Partial<Record<typeof object, ReadonlyMap<string, unknown>>>> = {
    table: schema.tables,
    view: schema.views,
    matview: schema.views,
    routine: schema.routines,
    domain: schema.domains,
  }
  const known = maps[object]
  return known === undefined || !isWhole(schema) ? names : names.filter((name) => find(known, name) !== undefined)
}

/** Every table that the files speak of is made in them: they tell the whole story. */
function isWhole({ tables }: Schema): boolean {
  return tables.size > 0 && [...tables.values()].every(({ origin }) => origin !== undefined)
}
