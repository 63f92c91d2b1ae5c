import type { Action, ByKind, Kind, Of } from '../action.ts'
import { columnsIn, constantOf, relationsIn } from '../expression.ts'
import type { Call } from '../specs.ts'
import { applyToTable } from './apply-table.ts'
import { addConstraint, changeTable } from './change.ts'
import { outputOf } from './output.ts'
import { drop, rename, renamedTable } from './drop.ts'
import { set } from './overlay.ts'
import {
  bareName,
  domainOf,
  find,
  indexesOf,
  tableOf,
  unknownTable,
  type Domain,
  type Origin,
  type Schema,
  type Table,
} from './schema.ts'

/** The schema after an action of the file with that number. */
export function apply(schema: Schema, action: Action, origin: Origin): Schema {
  return action.certainty === 'unnamed' ? schema : applyBy(action.kind, action, schema, origin)
}

function applyBy<K extends Kind>(kind: K, action: Of<K>, schema: Schema, origin: Origin): Schema {
  return applies[kind](action, schema, origin)
}

const unchanged = (_: Action, schema: Schema): Schema => schema

const applies: ByKind<[schema: Schema, origin: Origin], Schema> = {
  ...applyToTable,
  'add-enum-value': ({ value }, schema, origin) => ({
    ...schema,
    enumValues: set(schema.enumValues, value, origin),
  }),
  'alter-domain': ({ name, adds }, schema) => {
    const known = find(schema.domains, name)
    if (known === undefined || adds === 'looser' || adds === 'default') return schema
    return { ...schema, domains: set(schema.domains, name, { ...known, constrained: true }) }
  },
  'create-domain': (action, schema, origin) => ({
    ...schema,
    domains: set(schema.domains, action.name, domainFrom(schema, action, origin)),
  }),
  'create-enum': ({ name }, schema, origin) => ({ ...schema, enums: set(schema.enums, name, { origin }) }),
  'create-extension': unchanged,
  'create-index': createIndex,
  'create-role': ({ name }, schema, origin) => ({ ...schema, roles: set(schema.roles, name, origin) }),
  'create-routine': ({ routine }, schema, origin) => ({
    ...schema,
    routines: set(schema.routines, routine.name, { ...routine, origin }),
  }),
  'create-schema': unchanged,
  'create-sequence': ({ name }, schema, origin) => ({ ...schema, sequences: set(schema.sequences, name, origin) }),
  'create-table': createTable,
  'create-trigger': ({ table, name, routine, columns }, schema) =>
    changeTable(schema, table, (known) => ({
      ...known,
      triggers: set(known.triggers, name, { routine, columns, state: 'origin' }),
    })),
  'create-type': unchanged,
  'create-view': ({ name, query, aliases, materialized }, schema, origin) => {
    const output = outputOf(query, aliases, schema)
    const view = { relations: relationsIn(query), columns: columnsIn(query), output, materialized, origin }
    return { ...schema, views: set(schema.views, name, view) }
  },
  'drop-database': unchanged,
  'drop-owned': unchanged,
  'lock-table': unchanged,
  'move-schema': ({ name, to }, schema) => {
    const table = find(schema.tables, name)
    return table === undefined ? schema : renamedTable(schema, table, `${to}.${bareName(name)}`)
  },
  'refresh-matview': unchanged,
  'restart-sequence': unchanged,
  analyze: unchanged,
  cluster: unchanged,
  drop: (action, schema) => drop(schema, action),
  grant: ({ roles, names }, schema, origin) => (roles.includes('public') ? granted(schema, names, origin) : schema),
  harmless: unchanged,
  opaque: unchanged,
  owner: unchanged,
  publish: unchanged,
  query: ({ calls }, schema) => applyCalls(schema, calls),
  refuse: unchanged,
  reindex: unchanged,
  rename: (action, schema) => rename(schema, action),
  revoke: unchanged,
  set: ({ name, value }, schema) => applySetting(schema, name.toLowerCase(), value),
  transaction: unchanged,
  truncate: unchanged,
  unjudged: unchanged,
  vacuum: unchanged,
  write: unchanged,
}

function granted(schema: Schema, names: readonly string[], origin: Origin): Schema {
  let toAll = schema.granted
  for (const name of names) toAll = set(toAll, name, origin)
  return { ...schema, granted: toAll }
}

function domainFrom(schema: Schema, { base, constrained }: Of<'create-domain'>, origin: Origin): Domain {
  const below = domainOf(schema, base)
  return { base: below?.base ?? base, constrained: constrained || below?.constrained === true, origin }
}

function applySetting(schema: Schema, name: string, value: string | undefined): Schema {
  if (name === 'search_path')
    return { ...schema, searchPath: value?.split(/,\s*/).filter((each) => each !== '"$user"') }
  return name === 'timezone' ? { ...schema, timeZone: zoneOf(value) } : schema
}

/** `SELECT set_config('search_path', '', false)`, as pg_dump writes it. */
function applyCalls(schema: Schema, calls: readonly Call[]): Schema {
  let now = schema
  for (const {
    name,
    arguments: [setting, value],
  } of calls)
    if (name === 'set_config') now = applySetting(now, constantOf(setting) ?? '', constantOf(value))
  return now
}

function zoneOf(value: string | undefined): Schema['timeZone'] {
  return /^(etc\/)?(utc|gmt|uct|zulu)$/i.test(value ?? '') ? 'utc' : 'unknown'
}

function createTable(action: Of<'create-table'>, schema: Schema, origin: Origin): Schema {
  if (action.existing === 'skip' && find(schema.tables, action.table) !== undefined) return schema
  const { table: name, lifetime, logged, partitioned, partitionOf, bound, query, likes } = action
  const copied = [partitionOf ?? '', ...likes].flatMap((other) => [...tableOf(schema, other).columns.values()])
  const columns = [...copied, ...action.columns].map((column) => [column.name, { ...column, origin }] as const)
  const table: Table = {
    ...unknownTable(name),
    origin,
    lifetime,
    hides: lifetime === 'temporary' ? schema.tables.get(name) : undefined,
    logged,
    partitioned,
    partitionOf,
    bound,
    inherits: action.inherits,
    known: query === undefined && copied.length === 0 && likes.length === 0 ? 'whole' : 'part',
    columns: new Map(columns),
  }
  let made: Schema = { ...schema, tables: set(schema.tables, name, table) }
  for (const constraint of action.constraints) made = addConstraint(made, name, constraint, origin)
  for (const other of action.indexedLike) made = withIndexesOf(made, { from: other, to: name, origin })
  return made
}

interface Copied {
  readonly from: string
  readonly to: string
  readonly origin: Origin
}

/** Under names of their own. */
function withIndexesOf(schema: Schema, { from, to, origin }: Copied): Schema {
  let indexes = schema.indexes
  for (const index of indexesOf(schema, from)) {
    const name = `${bareName(to)}_like_${bareName(index.name)}`
    indexes = set(indexes, name, { ...index, name, table: to, origin })
  }
  return { ...schema, indexes }
}

function createIndex({ index, existing }: Of<'create-index'>, schema: Schema, origin: Origin): Schema {
  const name =
    index.name ?? [bareName(index.table), ...index.columns.map((column) => column ?? 'expr'), 'idx'].join('_')
  if (existing === 'skip' && find(schema.indexes, name) !== undefined) return schema
  return { ...schema, indexes: set(schema.indexes, name, { ...index, name, origin }) }
}
