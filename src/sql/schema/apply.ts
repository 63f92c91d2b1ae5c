import type { Action } from '../action.ts'
import { columnsIn, constantOf, relationsIn } from '../expression.ts'
import type { Call } from '../specs.ts'
import { applyToTable, isTableChange } from './apply-table.ts'
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
  if (action.certainty === 'unnamed') return schema
  if (isTableChange(action)) return applyToTable(schema, action, origin)
  switch (action.kind) {
    case 'create-table':
      return createTable(schema, action, origin)
    case 'create-index':
      return createIndex(schema, action, origin)
    case 'create-view': {
      const { query, materialized } = action
      const output = outputOf(query, action.aliases, schema)
      const view = { relations: relationsIn(query), columns: columnsIn(query), output, materialized, origin }
      return { ...schema, views: set(schema.views, action.name, view) }
    }
    case 'create-trigger':
      return changeTable(schema, action.table, (table) => ({
        ...table,
        triggers: set(table.triggers, action.name, { routine: action.routine, columns: action.columns }),
      }))
    case 'create-enum':
      return { ...schema, enums: set(schema.enums, action.name, { origin }) }
    case 'add-enum-value':
      return { ...schema, enumValues: set(schema.enumValues, action.value, origin) }
    case 'create-routine':
      return { ...schema, routines: set(schema.routines, action.routine.name, { ...action.routine, origin }) }
    default:
      return applyRest(schema, action, origin)
  }
}

function applyRest(schema: Schema, action: Action, origin: Origin): Schema {
  switch (action.kind) {
    case 'create-domain':
      return { ...schema, domains: set(schema.domains, action.name, domainFrom(schema, action, origin)) }
    case 'alter-domain': {
      const known = find(schema.domains, action.name)
      if (known === undefined || action.adds === 'nothing') return schema
      return { ...schema, domains: set(schema.domains, action.name, { ...known, constrained: true }) }
    }
    case 'drop':
      return drop(schema, action)
    case 'set':
      return applySetting(schema, action.name.toLowerCase(), action.value)
    case 'rename':
      return rename(schema, action)
    case 'move-schema': {
      const table = find(schema.tables, action.name)
      if (table === undefined) return schema
      return renamedTable(schema, table, `${action.to}.${bareName(action.name)}`)
    }
    default:
      return applyUnread(schema, action, origin)
  }
}

function applyUnread(schema: Schema, action: Action, origin: Origin): Schema {
  switch (action.kind) {
    case 'create-sequence':
      return { ...schema, sequences: set(schema.sequences, action.name, origin) }
    case 'create-role':
      return { ...schema, roles: set(schema.roles, action.name, origin) }
    case 'query':
      return applyCalls(schema, action.calls)
    case 'grant':
      return action.roles.includes('public') ? granted(schema, action.names, origin) : schema
    default:
      return schema
  }
}

function granted(schema: Schema, names: readonly string[], origin: Origin): Schema {
  let toAll = schema.granted
  for (const name of names) toAll = set(toAll, name, origin)
  return { ...schema, granted: toAll }
}

function domainFrom(
  schema: Schema,
  { base, constrained }: Action & { readonly kind: 'create-domain' },
  origin: Origin,
): Domain {
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

type CreateTable = Action & { readonly kind: 'create-table' }

function createTable(schema: Schema, action: CreateTable, origin: Origin): Schema {
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

function createIndex(
  schema: Schema,
  { index, existing }: Action & { readonly kind: 'create-index' },
  origin: Origin,
): Schema {
  const name =
    index.name ?? [bareName(index.table), ...index.columns.map((column) => column ?? 'expr'), 'idx'].join('_')
  if (existing === 'skip' && find(schema.indexes, name) !== undefined) return schema
  return { ...schema, indexes: set(schema.indexes, name, { ...index, name, origin }) }
}
