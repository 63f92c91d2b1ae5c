import type { Node } from 'libpg-query'
import type { ColumnSpec, ConstraintSpec, IndexSpec, PolicySpec, RoutineSpec } from '../action.ts'
import type { SqlType } from '../ast.ts'

/** When something was made: the file's number in its order; undefined for what was there before the first. */
export type Origin = number | undefined

export interface Column extends Omit<ColumnSpec, 'notNull' | 'default'> {
  readonly notNull: boolean
  readonly default: Node | undefined
  readonly origin: Origin
}

export interface Constraint extends Omit<ConstraintSpec, 'name'> {
  readonly name: string
  readonly origin: Origin
}

export interface Table {
  readonly name: string
  readonly origin: Origin
  readonly lifetime: 'permanent' | 'temporary'
  /** `part`: it was there before the first file, so it has columns that nobody told of. */
  readonly known: 'whole' | 'part'
  readonly partitioned: boolean
  readonly partitionOf: string | undefined
  readonly columns: ReadonlyMap<string, Column>
  readonly constraints: ReadonlyMap<string, Constraint>
  readonly triggers: ReadonlyMap<string, string>
  readonly rowSecurity: 'on' | 'off'
  readonly policies: ReadonlyMap<string, PolicySpec>
}

export interface Index extends Omit<IndexSpec, 'name'> {
  readonly name: string
  readonly origin: Origin
}

export interface View {
  /** The relations and the columns that it names; `*` for all of them. */
  readonly relations: readonly string[]
  readonly columns: readonly string[]
  readonly materialized: boolean
  readonly origin: Origin
}

/** The database as the files so far have made it. Maps are replaced, never changed, so that a state can be kept. */
export interface Schema {
  readonly tables: ReadonlyMap<string, Table>
  readonly indexes: ReadonlyMap<string, Index>
  readonly views: ReadonlyMap<string, View>
  readonly enums: ReadonlyMap<string, { readonly origin: Origin }>
  readonly domains: ReadonlyMap<
    string,
    { readonly base: SqlType; readonly constrained: boolean; readonly origin: Origin }
  >
  readonly routines: ReadonlyMap<string, RoutineSpec & { readonly origin: Origin }>
  /** Values that were added to enums: `type.value`, and where. */
  readonly enumValues: ReadonlyMap<string, Origin>
  /** What the file has set: in UTC a timestamp has the bytes of a timestamptz. */
  readonly timeZone: 'utc' | 'unknown'
}

export const emptySchema: Schema = {
  tables: new Map(),
  indexes: new Map(),
  views: new Map(),
  enums: new Map(),
  domains: new Map(),
  routines: new Map(),
  enumValues: new Map(),
  timeZone: 'unknown',
}

/** By its name, or by the name without the schema where that is all that was ever written. */
export function find<T>(map: ReadonlyMap<string, T>, name: string): T | undefined {
  const exact = map.get(name)
  if (exact !== undefined) return exact
  const bare = bareName(name)
  if (bare !== name) return map.get(bare)
  const ending = `.${name}`
  for (const known of map.keys()) if (known.endsWith(ending)) return map.get(known)
  return undefined
}

export function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** A table that nobody told of yet. */
export function unknownTable(name: string): Table {
  return {
    name,
    origin: undefined,
    lifetime: 'permanent',
    known: 'part',
    partitioned: false,
    partitionOf: undefined,
    columns: new Map(),
    constraints: new Map(),
    triggers: new Map(),
    rowSecurity: 'off',
    policies: new Map(),
  }
}

export function tableOf(schema: Schema, name: string): Table {
  return find(schema.tables, name) ?? unknownTable(name)
}

export function columnOf(schema: Schema, table: string, column: string): Column | undefined {
  return tableOf(schema, table).columns.get(column)
}

export function indexesOf(schema: Schema, table: string): readonly Index[] {
  return [...schema.indexes.values()].filter((index) => bareName(index.table) === bareName(table))
}

/** Tables that have a column of that type. */
export function tablesWith(schema: Schema, type: string): readonly string[] {
  return [...schema.tables.values()]
    .filter(({ columns }) => [...columns.values()].some((column) => bareName(column.type.name) === bareName(type)))
    .map(({ name }) => name)
}

/** Foreign keys of other tables that point here. */
export function referencesTo(schema: Schema, table: string): readonly Table[] {
  return [...schema.tables.values()].filter((other) =>
    [...other.constraints.values()].some(
      ({ kind, references }) =>
        kind === 'foreign' && references !== undefined && bareName(references) === bareName(table),
    ),
  )
}

/** A view that reads the column: the column's type is then fixed. */
export function dependentView(schema: Schema, table: string, column: string): string | undefined {
  for (const [name, { relations, columns }] of schema.views) {
    if (!relations.some((relation) => bareName(relation) === bareName(table))) continue
    if (columns.includes(column) || columns.includes('*')) return name
  }
  return undefined
}
