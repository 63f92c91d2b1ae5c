import type { Action, Occurrence, TableChange } from '../action.ts'
import { addConstraint, bareColumn, changeTable } from './change.ts'
import { set } from './overlay.ts'
import { tableOf, type Column, type Origin, type Schema, type Table } from './schema.ts'

const kinds: ReadonlySet<string> = new Set<TableChange['kind']>([
  'add-column',
  'drop-column',
  'alter-type',
  'set-default',
  'drop-default',
  'drop-identity',
  'set-not-null',
  'drop-not-null',
  'add-constraint',
  'drop-constraint',
  'validate-constraint',
  'storage',
  'attach-partition',
  'detach-partition',
  'row-security',
  'create-policy',
  'alter-policy',
  'replica-identity',
  'trigger-state',
  'table-option',
])

/** A form of ALTER TABLE. */
export function isTableChange(action: Action): action is TableChange & Occurrence {
  return kinds.has(action.kind)
}

export function applyToTable(schema: Schema, action: TableChange, origin: Origin): Schema {
  const { table } = action
  switch (action.kind) {
    case 'add-column':
      return addColumn(schema, action, origin)
    case 'drop-column':
      return dropColumn(schema, table, action.column)
    case 'add-constraint':
      return addConstraint(schema, table, action.constraint, origin)
    case 'drop-constraint':
      return dropConstraint(schema, table, action.name)
    case 'validate-constraint':
      return validate(schema, table, action.name)
    case 'attach-partition':
      return changeTable(schema, action.partition, (known) => ({
        ...known,
        partitionOf: table,
        bound: action.bound,
      }))
    case 'detach-partition':
      return changeTable(schema, action.partition, (known) => ({
        ...known,
        partitionOf: undefined,
        bound: undefined,
      }))
    default:
      return changeTable(schema, table, (known) => changedColumn(known, action))
  }
}

function changedColumn(table: Table, action: TableChange): Table {
  switch (action.kind) {
    case 'alter-type':
      return withColumn(table, action.column, ({ collation, ...column }) => ({
        ...column,
        type: action.type,
        collation: action.collation ?? collation,
      }))
    case 'set-default':
      return withColumn(table, action.column, (column) => ({ ...column, default: action.value }))
    case 'drop-default':
      return withColumn(table, action.column, (column) => ({ ...column, default: undefined }))
    case 'set-not-null':
      return withColumn(table, action.column, (column) => ({ ...column, notNull: true }))
    case 'drop-identity':
      return withColumn(table, action.column, (column) => ({ ...column, identity: false }))
    case 'drop-not-null':
      return withColumn(table, action.column, (column) => ({ ...column, notNull: false }))
    default:
      return changedWhole(table, action)
  }
}

function changedWhole(table: Table, action: TableChange): Table {
  if (action.kind === 'storage')
    return action.change === 'logged' || action.change === 'unlogged' ? { ...table, logged: action.change } : table
  if (action.kind === 'replica-identity') return { ...table, identity: action.to }
  if (action.kind !== 'row-security') return changedPolicy(table, action)
  return action.state === 'enable' || action.state === 'disable'
    ? { ...table, rowSecurity: action.state === 'enable' ? 'on' : 'off' }
    : table
}

function changedPolicy(table: Table, action: TableChange): Table {
  if (action.kind === 'create-policy') return { ...table, policies: set(table.policies, action.name, action.policy) }
  if (action.kind !== 'alter-policy') return table
  // Nothing is known of what it lets through from here on.
  const restrictive = table.policies.get(action.name)?.restrictive === true
  return { ...table, policies: set(table.policies, action.name, { opens: [], restrictive }) }
}

function withColumn(table: Table, name: string, change: (column: Column) => Column): Table {
  const column = change(table.columns.get(name) ?? bareColumn(name))
  return { ...table, columns: set(table.columns, name, column) }
}

type Of<K extends TableChange['kind']> = TableChange & { readonly kind: K }

function addColumn(schema: Schema, { table, column, constraints, existing }: Of<'add-column'>, origin: Origin): Schema {
  if (existing === 'skip' && tableOf(schema, table).columns.has(column.name)) return schema
  let added = changeTable(schema, table, (known) => ({
    ...known,
    columns: set(known.columns, column.name, { ...column, origin }),
  }))
  for (const constraint of constraints) added = addConstraint(added, table, constraint, origin)
  return added
}

/** With it go the constraints and indexes that need it. */
function dropColumn(schema: Schema, table: string, column: string): Schema {
  const dropped = changeTable(schema, table, (known) => {
    const columns = new Map(known.columns)
    columns.delete(column)
    const constraints = [...known.constraints].filter(([, constraint]) => !constraint.columns.includes(column))
    return { ...known, columns, constraints: new Map(constraints) }
  })
  const indexes = [...dropped.indexes].filter(([, index]) => index.table !== table || !index.columns.includes(column))
  return { ...dropped, indexes: new Map(indexes) }
}

function dropConstraint(schema: Schema, table: string, name: string): Schema {
  const dropped = changeTable(schema, table, (known) => {
    const constraints = new Map(known.constraints)
    constraints.delete(name)
    return { ...known, constraints }
  })
  const indexes = new Map(dropped.indexes)
  if (indexes.get(name)?.table === table) indexes.delete(name)
  return { ...dropped, indexes }
}

function validate(schema: Schema, table: string, name: string): Schema {
  return changeTable(schema, table, (known) => {
    const constraint = known.constraints.get(name)
    if (constraint === undefined) return known
    const valid = { ...known, constraints: set(known.constraints, name, { ...constraint, valid: true }) }
    if (constraint.kind !== 'not-null') return valid
    return constraint.columns.reduce(
      (so, column) => withColumn(so, column, (own) => ({ ...own, notNull: true })),
      valid,
    )
  })
}
