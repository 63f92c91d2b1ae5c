import type { ColumnSpec, ConstraintSpec } from '../specs.ts'
import { bareName, find, tableOf, type Constraint, type Index, type Origin, type Schema, type Table } from './schema.ts'
import { set } from './overlay.ts'

export function changeTable(schema: Schema, name: string, change: (table: Table) => Table): Schema {
  const table = change(tableOf(schema, name))
  return { ...schema, tables: set(schema.tables, table.name, table) }
}

/** A constraint, the index that it comes with, and the NOT NULL of a primary key. */
export function addConstraint(schema: Schema, table: string, spec: ConstraintSpec, origin: Origin): Schema {
  const adopted = spec.usingIndex === undefined ? undefined : find(schema.indexes, spec.usingIndex)
  const columns = adopted?.columns.flatMap((column) => column ?? []) ?? spec.columns
  const constraint: Constraint = { ...spec, columns, name: spec.name ?? defaultName(table, spec), origin }
  const isKey = spec.kind === 'primary' || spec.kind === 'unique'
  const named = changeTable(schema, table, (known) => ({
    ...known,
    constraints: set(known.constraints, constraint.name, constraint),
    columns:
      spec.kind === 'primary' || (spec.kind === 'not-null' && spec.valid) ? notNull(known, columns) : known.columns,
  }))
  if (!isKey && spec.kind !== 'exclude') return named
  const index: Index = { name: constraint.name, table, unique: isKey, columns, reads: [], partial: false, origin }
  return { ...named, indexes: set(withoutAdopted(named.indexes, spec), index.name, index) }
}

function withoutAdopted(indexes: Schema['indexes'], { usingIndex }: ConstraintSpec): Schema['indexes'] {
  if (usingIndex === undefined || !indexes.has(usingIndex)) return indexes
  return new Map([...indexes].filter(([name]) => name !== usingIndex))
}

function notNull(table: Table, names: readonly string[]): Table['columns'] {
  const columns = new Map(table.columns)
  for (const name of names) columns.set(name, { ...(columns.get(name) ?? bareColumn(name)), notNull: true })
  return columns
}

/** A column that no file creates: its type has no name. */
export function bareColumn(name: string): ColumnSpec & { readonly origin: Origin } {
  return {
    name,
    type: { name: '', modifiers: [], array: false },
    notNull: false,
    default: undefined,
    identity: false,
    generated: undefined,
    generatedFrom: undefined,
    collation: undefined,
    origin: undefined,
  }
}

const suffixes = {
  check: 'check',
  foreign: 'fkey',
  unique: 'key',
  primary: 'pkey',
  exclude: 'excl',
  'not-null': 'not_null',
} as const

/** As PostgreSQL's ChooseConstraintName and ChooseIndexName make it, without what they add to long or taken names. */
export function defaultName(table: string, { kind, columns }: ConstraintSpec): string {
  const named = kind === 'primary' || (kind === 'check' && columns.length !== 1) ? [] : columns
  return [bareName(table), ...named, suffixes[kind]].join('_')
}
