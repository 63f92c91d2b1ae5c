import type { Action, Bound, TableChange } from '../action.ts'
import { isTableChange } from '../schema/apply-table.ts'
import { defaultPartitionOf, find, referencesTo, tableOf, tablesWith, type Schema } from '../schema/schema.ts'
import { lockModes, type LockMode } from '../server.ts'

export interface Lock {
  readonly relation: string
  readonly mode: LockMode
}

/**
 * The locks that an action takes on tables, until its transaction ends (AlterTableGetLockLevel in
 * src/backend/commands/tablecmds.c, and the command files beside it). Tests compare them with pg_locks.
 */
export function locksOf(action: Action, schema: Schema): readonly Lock[] {
  if (isTableChange(action)) return tableLocks(action, schema)
  switch (action.kind) {
    case 'create-table':
      return newTableLocks(action, schema)
    case 'create-index':
      return [lock(action.index.table, action.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')]
    case 'drop':
      return dropLocks(action, schema)
    case 'rename':
      return renameLocks(action)
    case 'create-trigger':
      return [lock(action.table, 'SHARE ROW EXCLUSIVE')]
    case 'truncate':
      return truncateLocks(action, schema)
    case 'write':
      return [lock(action.write.table, 'ROW EXCLUSIVE')]
    default:
      return maintenanceLocks(action, schema)
  }
}

function newTableLocks(
  { constraints, partitionOf, bound }: Action & { readonly kind: 'create-table' },
  schema: Schema,
): readonly Lock[] {
  const parents = partitionOf === undefined ? [] : [partitionOf, ...defaultBeside(partitionOf, bound, schema)]
  return [...referenced(constraints).map(writes), ...parents.map(all)]
}

function truncateLocks({ tables, cascade }: Action & { readonly kind: 'truncate' }, schema: Schema): readonly Lock[] {
  const others = cascade ? tables.flatMap((name) => namesOf(referencesTo(schema, name))) : []
  return [...tables, ...others].map(all)
}

/** The default partition is read for rows that belong to the new one, and must take none meanwhile. */
function defaultBeside(table: string, bound: Bound | undefined, schema: Schema): readonly string[] {
  const found = bound === 'default' ? undefined : defaultPartitionOf(schema, table)
  return found === undefined ? [] : [found]
}

function maintenanceLocks(action: Action, schema: Schema): readonly Lock[] {
  switch (action.kind) {
    case 'alter-domain':
      return domainLocks(action, schema)
    case 'move-schema':
    case 'owner':
      return find(schema.tables, action.name) === undefined && action.kind === 'owner' ? [] : [all(action.name)]
    case 'reindex': {
      const table = action.object === 'index' ? find(schema.indexes, action.name)?.table : action.name
      return table === undefined ? [] : [lock(table, action.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')]
    }
    case 'lock-table':
      return action.tables.map((name) => lock(name, lockModes[action.mode - 1] ?? 'ACCESS EXCLUSIVE'))
    default:
      return upkeepLocks(action, schema)
  }
}

/** Each is read with the new condition (validateDomainCheckConstraint in src/backend/commands/typecmds.c). */
function domainLocks({ name, adds }: Action & { readonly kind: 'alter-domain' }, schema: Schema): readonly Lock[] {
  if (adds !== 'valid' && adds !== 'validated') return []
  return tablesWith(schema, name).map((table) => lock(table, 'SHARE'))
}

function viewLocks({ name, replace }: Action & { readonly kind: 'create-view' }, schema: Schema): readonly Lock[] {
  return replace && find(schema.views, name) !== undefined ? [all(name)] : []
}

function upkeepLocks(action: Action, schema: Schema): readonly Lock[] {
  switch (action.kind) {
    case 'create-view':
      return viewLocks(action, schema)
    case 'query':
      return action.tables.map((name) => lock(name, action.locking ? 'ROW SHARE' : 'ACCESS SHARE'))
    case 'cluster':
      return action.table === undefined ? [] : [all(action.table)]
    case 'vacuum':
      return action.tables.map((name) => lock(name, action.full ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE'))
    case 'publish':
    case 'analyze':
      return (action.tables === 'all' ? [] : action.tables).map((name) => lock(name, 'SHARE UPDATE EXCLUSIVE'))
    case 'refresh-matview':
      return [lock(action.name, action.concurrently ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE')]
    default:
      return []
  }
}

function tableLocks(action: TableChange, schema: Schema): readonly Lock[] {
  const { table } = action
  switch (action.kind) {
    case 'add-column':
      return [all(table), ...referenced(action.constraints).map(writes)]
    case 'drop-column': {
      const keys = [...tableOf(schema, table).constraints.values()].filter(({ columns }) =>
        columns.includes(action.column),
      )
      return [all(table), ...referenced(keys).map(all)]
    }
    case 'add-constraint':
      return action.constraint.kind === 'foreign'
        ? [table, ...referenced([action.constraint])].map(writes)
        : [all(table)]
    case 'drop-constraint':
      return [all(table), ...referenced(constraintsNamed(action.name, table, schema)).map(all)]
    case 'validate-constraint': {
      const others = referenced(constraintsNamed(action.name, table, schema))
      return [lock(table, 'SHARE UPDATE EXCLUSIVE'), ...others.map((name) => lock(name, 'ROW SHARE'))]
    }
    default:
      return otherTableLocks(action, schema)
  }
}

function constraintsNamed(name: string, table: string, schema: Schema) {
  const constraint = tableOf(schema, table).constraints.get(name)
  return constraint === undefined ? [] : [constraint]
}

function otherTableLocks(action: TableChange, schema: Schema): readonly Lock[] {
  const { table } = action
  switch (action.kind) {
    case 'attach-partition':
      return [
        lock(table, 'SHARE UPDATE EXCLUSIVE'),
        ...[action.partition, ...defaultBeside(table, action.bound, schema)].map(all),
      ]
    case 'detach-partition':
      return [
        lock(table, action.concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'),
        ...[action.partition, ...(action.concurrently ? [] : defaultBeside(table, undefined, schema))].map(all),
      ]
    case 'trigger-state':
      return [writes(table)]
    case 'table-option':
      return [lock(table, action.weak ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')]
    default:
      return [all(table)]
  }
}

function dropLocks(
  { object, names, table, concurrently }: Action & { readonly kind: 'drop' },
  schema: Schema,
): readonly Lock[] {
  switch (object) {
    case 'table':
      return names.flatMap((name) => [name, ...referenced([...tableOf(schema, name).constraints.values()])].map(all))
    case 'index':
      return names.flatMap((name) => {
        const index = find(schema.indexes, name)
        return index === undefined
          ? []
          : [lock(index.table, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')]
      })
    case 'view':
    case 'matview':
      return names.map(all)
    default:
      return table === undefined || table === '' ? [] : [all(table)]
  }
}

function renameLocks({ object, from, table }: Action & { readonly kind: 'rename' }): readonly Lock[] {
  if (object === 'table' || (object === 'view' && table === undefined)) return [all(from)]
  return table === undefined || object === 'enum-value' ? [] : [all(table)]
}

function lock(relation: string, mode: LockMode): Lock {
  return { relation, mode }
}

function all(relation: string): Lock {
  return lock(relation, 'ACCESS EXCLUSIVE')
}

function writes(relation: string): Lock {
  return lock(relation, 'SHARE ROW EXCLUSIVE')
}

function namesOf(tables: readonly { readonly name: string }[]): readonly string[] {
  return tables.map(({ name }) => name)
}

function referenced(constraints: readonly { readonly references: string | undefined }[]): readonly string[] {
  return constraints.flatMap(({ references }) => references ?? [])
}
