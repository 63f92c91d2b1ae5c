import type { Dropped, Of, Renamed } from '../action.ts'
import { changeTable } from './change.ts'
import { bareName, find, type Index, type Schema, type Table } from './schema.ts'

type Drop = Of<'drop'>

/** The schema without what is dropped. */
export function drop(schema: Schema, action: Drop): Schema {
  return drops[action.object](schema, action)
}

type DropFrom = (schema: Schema, action: Drop) => Schema

const dropView: DropFrom = (schema, { names }) => ({ ...schema, views: without(schema.views, names) })
const dropType: DropFrom = (schema, { names }) => ({
  ...schema,
  enums: without(schema.enums, names),
  domains: without(schema.domains, names),
})

const drops: Readonly<Record<Dropped, DropFrom>> = {
  table: (schema, { names }) => names.reduce(dropTable, schema),
  index: (schema, { names }) => ({ ...schema, indexes: without(schema.indexes, names) }),
  view: dropView,
  matview: dropView,
  routine: (schema, { names }) => ({ ...schema, routines: without(schema.routines, names) }),
  type: dropType,
  domain: dropType,
  sequence: (schema, { names }) => ({ ...schema, sequences: without(schema.sequences, names) }),
  schema: (schema, { names, cascade }) => (cascade ? withoutSchemas(schema, names) : schema),
  trigger: (schema, { names, table = '' }) =>
    changeTable(schema, table, (known) => ({ ...known, triggers: without(known.triggers, names) })),
  policy: (schema, { names, table = '' }) =>
    changeTable(schema, table, (known) => ({ ...known, policies: without(known.policies, names) })),
  other: (schema) => schema,
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

export function rename(schema: Schema, action: Of<'rename'>): Schema {
  return renames[action.object](schema, action)
}

type RenameIn = (schema: Schema, action: Of<'rename'>) => Schema

const unchanged: RenameIn = (schema) => schema

const renames: Readonly<Record<Renamed, RenameIn>> = {
  table: (schema, { from, to }) => {
    const known = find(schema.tables, from)
    const prefix = from.includes('.') ? from.slice(0, from.lastIndexOf('.') + 1) : ''
    return known === undefined ? schema : renamedTable(schema, known, prefix + to)
  },
  column: (schema, { from, to, table = '' }) =>
    changeTable(schema, table, (known) => ({ ...known, columns: renamedKey(known.columns, from, to) })),
  constraint: (schema, { from, to, table = '' }) =>
    changeTable(schema, table, (known) => ({ ...known, constraints: renamedKey(known.constraints, from, to) })),
  index: (schema, { from, to }) => ({ ...schema, indexes: renamedKey(schema.indexes, from, to) }),
  sequence: (schema, { from, to }) => ({ ...schema, sequences: movedKey(schema.sequences, from, to) }),
  view: (schema, { from, to }) => ({ ...schema, views: movedKey(schema.views, from, to) }),
  type: unchanged,
  'enum-value': unchanged,
  schema: unchanged,
  routine: unchanged,
  other: unchanged,
}

function movedKey<V>(map: ReadonlyMap<string, V>, from: string, to: string): ReadonlyMap<string, V> {
  return new Map([...map].map(([name, value]) => [name === from ? to : name, value]))
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
