import type { Action } from '../action.ts'
import { changeTable } from './change.ts'
import { bareName, find, type Index, type Schema, type Table } from './schema.ts'

type Drop = Action & { readonly kind: 'drop' }

/** The schema without what is dropped. */
export function drop(schema: Schema, action: Drop): Schema {
  const { object, names, cascade } = action
  switch (object) {
    case 'table':
      return names.reduce(dropTable, schema)
    case 'index':
      return { ...schema, indexes: without(schema.indexes, names) }
    case 'view':
    case 'matview':
      return { ...schema, views: without(schema.views, names) }
    case 'routine':
      return { ...schema, routines: without(schema.routines, names) }
    case 'type':
    case 'domain':
      return { ...schema, enums: without(schema.enums, names), domains: without(schema.domains, names) }
    case 'sequence':
      return { ...schema, sequences: without(schema.sequences, names) }
    case 'schema':
      return cascade ? withoutSchemas(schema, names) : schema
    default:
      return dropPart(schema, action)
  }
}

function dropPart(schema: Schema, { object, table = '', names }: Drop): Schema {
  if (object === 'trigger')
    return changeTable(schema, table, (known) => ({ ...known, triggers: without(known.triggers, names) }))
  if (object === 'policy')
    return changeTable(schema, table, (known) => ({ ...known, policies: without(known.policies, names) }))
  return schema
}

function dropTable(schema: Schema, name: string): Schema {
  const known = find(schema.tables, name)
  if (known === undefined) return schema
  const isOwn = (index: Index): boolean =>
    bareName(index.table) === bareName(name) && (known.hides === undefined || index.origin === known.origin)
  const indexes = [...schema.indexes].filter(([, index]) => !isOwn(index))
  const left = without(schema.tables, [known.name])
  const tables = known.hides === undefined ? left : new Map(left).set(known.name, known.hides)
  return { ...schema, tables, indexes: new Map(indexes) }
}

/** Temporary tables end with the session of their file. */
export function withoutTemporary(schema: Schema): Schema {
  const names = [...schema.tables.values()].filter(({ lifetime }) => lifetime === 'temporary').map(({ name }) => name)
  return names.reduce(dropTable, schema)
}

function without<V>(map: ReadonlyMap<string, V>, names: readonly string[]): ReadonlyMap<string, V> {
  const bare = new Set(names.map(bareName))
  return new Map([...map].filter(([name]) => !bare.has(bareName(name))))
}

function withoutSchemas(schema: Schema, names: readonly string[]): Schema {
  const isGone = (name: string): boolean => names.some((gone) => name.startsWith(`${gone}.`))
  const tables = [...schema.tables].filter(([name]) => !isGone(name))
  return { ...schema, tables: new Map(tables) }
}

export function rename(schema: Schema, { object, from, to, table }: Action & { readonly kind: 'rename' }): Schema {
  if (object === 'table') {
    const known = find(schema.tables, from)
    const prefix = from.includes('.') ? from.slice(0, from.lastIndexOf('.') + 1) : ''
    return known === undefined ? schema : renamedTable(schema, known, prefix + to)
  }
  if (object === 'column')
    return changeTable(schema, table ?? '', (known) => ({ ...known, columns: renamedKey(known.columns, from, to) }))
  if (object === 'constraint')
    return changeTable(schema, table ?? '', (known) => ({
      ...known,
      constraints: renamedKey(known.constraints, from, to),
    }))
  if (object === 'index') return { ...schema, indexes: renamedKey(schema.indexes, from, to) }
  if (object === 'sequence')
    return { ...schema, sequences: new Map([...schema.sequences].map(([name, at]) => [name === from ? to : name, at])) }
  return object === 'view'
    ? { ...schema, views: new Map([...schema.views].map(([name, view]) => [name === from ? to : name, view])) }
    : schema
}

function renamedKey<V extends { readonly name: string }>(
  map: ReadonlyMap<string, V>,
  from: string,
  to: string,
): ReadonlyMap<string, V> {
  return new Map([...map].map(([name, value]) => (name === from ? [to, { ...value, name: to }] : [name, value])))
}

export function renamedTable(schema: Schema, table: Table, name: string): Schema {
  const tables = new Map(schema.tables)
  tables.delete(table.name)
  tables.set(name, { ...table, name })
  const indexes = [...schema.indexes].map(
    ([key, index]) =>
      [key, bareName(index.table) === bareName(table.name) ? { ...index, table: name } : index] as const,
  )
  return { ...schema, tables, indexes: new Map(indexes) }
}
