import type { Node } from 'libpg-query'
import type { Bound, ReplicaIdentity, RoutineSpec, TriggerState } from '../action.ts'
import type { ColumnSpec, ConstraintSpec, IndexSpec, PolicySpec } from '../specs.ts'
import type { SqlType } from '../ast.ts'
import { columnsIn } from '../expression.ts'

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
  /** What a temporary table of the same name hides. */
  readonly hides: Table | undefined
  /** `part`: it existed before the first file, so some of its columns are unknown. */
  readonly known: 'whole' | 'part'
  readonly partitioned: boolean
  readonly partitionOf: string | undefined
  readonly bound: Bound | undefined
  readonly inherits: readonly string[]
  readonly logged: 'logged' | 'unlogged'
  readonly columns: ReadonlyMap<string, Column>
  readonly constraints: ReadonlyMap<string, Constraint>
  readonly triggers: ReadonlyMap<string, Trigger>
  readonly identity: { readonly to: ReplicaIdentity; readonly index: string | undefined }
  readonly rowSecurity: 'on' | 'off'
  readonly policies: ReadonlyMap<string, PolicySpec>
}

export interface Trigger {
  readonly routine: string
  /** That it waits for, or that its condition reads. */
  readonly columns: readonly string[]
  readonly state: TriggerState
}

export interface Index extends Omit<IndexSpec, 'name'> {
  readonly name: string
  readonly origin: Origin
}

export interface View {
  /** The relations and the columns that it names; `*` for all of them. */
  readonly relations: readonly string[]
  readonly columns: readonly string[]
  /** The names of its own columns, in their order; undefined where the query does not tell. */
  readonly output: readonly string[] | undefined
  readonly materialized: boolean
  readonly origin: Origin
}

/** Down to a type that is not a domain, with the conditions of every domain in between. */
export interface Domain {
  readonly base: SqlType
  readonly constrained: boolean
  readonly origin: Origin
}

/** The database as the files so far have made it. Maps are replaced, never changed, so that a state can be kept. */
export interface Schema {
  readonly tables: ReadonlyMap<string, Table>
  readonly indexes: ReadonlyMap<string, Index>
  readonly views: ReadonlyMap<string, View>
  readonly enums: ReadonlyMap<string, { readonly origin: Origin }>
  readonly domains: ReadonlyMap<string, Domain>
  readonly routines: ReadonlyMap<string, RoutineSpec & { readonly origin: Origin }>
  /** Values that were added to enums: `type.value`, and where. */
  readonly enumValues: ReadonlyMap<string, Origin>
  /** Made as such, not by a column. */
  readonly sequences: ReadonlyMap<string, Origin>
  readonly roles: ReadonlyMap<string, Origin>
  /** What was granted to PUBLIC: names, or `schema.*`. */
  readonly granted: ReadonlyMap<string, Origin>
  /** What the file has set: in UTC a timestamp has the bytes of a timestamptz. */
  readonly timeZone: 'utc' | 'unknown'
  /** What the file has set: where a name without a schema is looked for; undefined where it is left as it was. */
  readonly searchPath: readonly string[] | undefined
}

export const emptySchema: Schema = {
  tables: new Map(),
  indexes: new Map(),
  views: new Map(),
  enums: new Map(),
  domains: new Map(),
  routines: new Map(),
  enumValues: new Map(),
  sequences: new Map(),
  roles: new Map(),
  granted: new Map(),
  timeZone: 'unknown',
  searchPath: undefined,
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

/** `schema.name`, without the default schema `public`. */
export function unqualified(schema: string, name: string): string {
  return schema === 'public' || schema === '' ? name : `${schema}.${name}`
}

export function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** A table that no file has created so far. */
export function unknownTable(name: string): Table {
  return {
    name,
    origin: undefined,
    lifetime: 'permanent',
    hides: undefined,
    known: 'part',
    partitioned: false,
    partitionOf: undefined,
    bound: undefined,
    inherits: [],
    logged: 'logged',
    columns: new Map(),
    constraints: new Map(),
    triggers: new Map(),
    identity: { to: 'default', index: undefined },
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

/** A column of an array of a domain is none of the domain: PostgreSQL looks at no element. */
export function domainOf(schema: Schema, { name, array }: SqlType): Domain | undefined {
  return array ? undefined : find(schema.domains, name)
}

export function indexesOf(schema: Schema, table: string): readonly Index[] {
  return [...schema.indexes.values()].filter((index) => bareName(index.table) === bareName(table))
}

/** The partition that takes what no other does. */
export function defaultPartitionOf(schema: Schema, table: string): string | undefined {
  return partitionsOf(schema, table).find(({ bound }) => bound === 'default')?.name
}

function partitionsOf(schema: Schema, table: string): readonly Table[] {
  const { name } = tableOf(schema, table)
  return [...schema.tables.values()].filter(
    ({ partitionOf }) => partitionOf !== undefined && tableOf(schema, partitionOf).name === name,
  )
}

/** Its partitions and the tables that inherit from it, and theirs. */
export function descendantsOf(schema: Schema, table: string): readonly Table[] {
  const below: Table[] = []
  // Most tables are below none: that is seen before anything is looked up.
  for (const other of schema.tables.values())
    if ((other.partitionOf !== undefined || other.inherits.length > 0) && isChildOf(other, table, schema))
      below.push(other, ...descendantsOf(schema, other.name))
  return below
}

function isChildOf({ name, partitionOf, inherits }: Table, table: string, schema: Schema): boolean {
  const parent = tableOf(schema, table).name
  const parents = partitionOf === undefined ? inherits : [partitionOf, ...inherits]
  return name !== parent && parents.some((each) => tableOf(schema, each).name === parent)
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

/** Nothing by which a changed row could be named to a subscriber, as far as the files tell. */
export function hasNoIdentity(schema: Schema, table: string): boolean {
  const known = find(schema.tables, table)
  return known?.known === 'whole' && !namesRows(known, known.identity.to)
}

/** Row level security is known to be off: its policies hide no row. */
export function hidesNothing(schema: Schema, table: string): boolean {
  const { known, rowSecurity } = tableOf(schema, table)
  return known === 'whole' && rowSecurity === 'off'
}

/** Whether a subscriber can name a changed row of the table by it. */
export function namesRows({ constraints }: Table, identity: ReplicaIdentity): boolean {
  if (identity !== 'default') return identity !== 'nothing'
  return [...constraints.values()].some(({ kind }) => kind === 'primary')
}

/** What fixes the type of a column: a view that reads it, a generated column, a trigger that is about it. */
export function dependentOn(schema: Schema, table: string, column: string): string | undefined {
  for (const [name, { relations, columns }] of schema.views) {
    if (!relations.some((relation) => bareName(relation) === bareName(table))) continue
    if (columns.includes(column) || columns.includes('*')) return `the view ${name}`
  }
  const known = tableOf(schema, table)
  for (const { name, generatedFrom } of known.columns.values())
    if (generatedFrom !== undefined && columnsIn(generatedFrom).includes(column)) return `the generated column ${name}`
  for (const [name, { columns }] of known.triggers) if (columns.includes(column)) return `the trigger ${name}`
  return undefined
}
