import type { Action, Bound, ByKind, Dropped, Kind, Of } from '../action.ts'
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
  return locksBy(action.kind, action, schema)
}

function locksBy<K extends Kind>(kind: K, action: Of<K>, schema: Schema): readonly Lock[] {
  return locks[kind](action, schema)
}

const none = (): readonly Lock[] => []
const allOfTable = ({ table }: { readonly table: string }): readonly Lock[] => [all(table)]
const writesOfTable = ({ table }: { readonly table: string }): readonly Lock[] => [writes(table)]

const locks: ByKind<[schema: Schema], readonly Lock[]> = {
  'add-column': ({ table, constraints }) => [all(table), ...referenced(constraints).map(writes)],
  'add-constraint': ({ table, constraint }) =>
    constraint.kind === 'foreign' ? [table, ...referenced([constraint])].map(writes) : [all(table)],
  'add-enum-value': none,
  'add-identity': allOfTable,
  'alter-constraint': allOfTable,
  'alter-domain': domainLocks,
  'alter-policy': allOfTable,
  'alter-type': allOfTable,
  'also-rule': allOfTable,
  'attach-partition': ({ table, partition, bound }, schema) => [
    update(table),
    ...[partition, ...defaultBeside(table, bound, schema)].map(all),
  ],
  'create-domain': none,
  'create-enum': none,
  'create-extension': none,
  'create-index': ({ index, concurrently }) => [lock(index.table, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')],
  'create-policy': allOfTable,
  'create-role': none,
  'create-routine': none,
  'create-rule': allOfTable,
  'create-schema': none,
  'create-sequence': none,
  'create-table': newTableLocks,
  'create-trigger': writesOfTable,
  'create-type': none,
  'create-view': ({ name, replace }, schema) => (replace && find(schema.views, name) !== undefined ? [all(name)] : []),
  'detach-partition': ({ table, partition, concurrently }, schema) => [
    concurrently ? update(table) : all(table),
    ...[partition, ...(concurrently ? [] : defaultBeside(table, undefined, schema))].map(all),
  ],
  'drop-column': ({ table, column }, schema) => {
    const keys = [...tableOf(schema, table).constraints.values()].filter(({ columns }) => columns.includes(column))
    return [all(table), ...referenced(keys).map(all)]
  },
  'drop-constraint': ({ table, name }, schema) => [
    all(table),
    ...referenced(constraintsNamed(name, table, schema)).map(all),
  ],
  'drop-database': none,
  'drop-default': allOfTable,
  'drop-expression': allOfTable,
  'drop-identity': allOfTable,
  'drop-not-null': allOfTable,
  'drop-owned': none,
  'foreign-option': allOfTable,
  'lock-table': ({ tables, mode }) => tables.map((name) => lock(name, lockModes[mode - 1] ?? 'ACCESS EXCLUSIVE')),
  'move-schema': ({ name }) => [all(name)],
  'refresh-matview': ({ name, concurrently }) => [lock(name, concurrently ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE')],
  'replica-identity': allOfTable,
  'restart-sequence': none,
  'row-security': allOfTable,
  'rule-state': allOfTable,
  'set-default': allOfTable,
  'set-identity': allOfTable,
  'set-not-null': allOfTable,
  'table-option': ({ table, weak }) => [weak ? update(table) : all(table)],
  'trigger-state': writesOfTable,
  'validate-constraint': ({ table, name }, schema) => [
    update(table),
    ...referenced(constraintsNamed(name, table, schema)).map((other) => lock(other, 'ROW SHARE')),
  ],
  analyze: ({ tables }) => tables.map(update),
  cluster: ({ table }) => (table === undefined ? [] : [all(table)]),
  drop: (action, schema) => dropped[action.object](action, schema),
  grant: none,
  harmless: none,
  // The child as it is altered, and its parent, which others may read meanwhile.
  inherit: ({ table, parent, change }) => [all(table), ...(change === 'add' ? [update(parent)] : [])],
  opaque: none,
  owner: ({ name }, schema) => (find(schema.tables, name) === undefined ? [] : [all(name)]),
  publish: ({ tables }) => (tables === 'all' ? [] : tables.map(update)),
  query: ({ tables, locking }) => tables.map((name) => lock(name, locking ? 'ROW SHARE' : 'ACCESS SHARE')),
  refuse: none,
  reindex: ({ object, name, concurrently }, schema) => {
    const table = object === 'index' ? find(schema.indexes, name)?.table : name
    return table === undefined ? [] : [lock(table, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')]
  },
  rename: ({ object, from, table }) => {
    if (object === 'table' || (object === 'view' && table === undefined)) return [all(from)]
    return table === undefined || object === 'enum-value' ? [] : [all(table)]
  },
  revoke: none,
  set: none,
  storage: allOfTable,
  transaction: none,
  truncate: ({ tables, cascade }, schema) => {
    const others = cascade ? tables.flatMap((name) => referencesTo(schema, name).map((other) => other.name)) : []
    return [...tables, ...others].map(all)
  },
  unjudged: none,
  vacuum: ({ tables, full }) => tables.map(full ? all : update),
  write: ({ write }) => [lock(write.table, 'ROW EXCLUSIVE')],
}

function newTableLocks({ constraints, partitionOf, bound }: Of<'create-table'>, schema: Schema): readonly Lock[] {
  const parents = partitionOf === undefined ? [] : [partitionOf, ...defaultBeside(partitionOf, bound, schema)]
  return [...referenced(constraints).map(writes), ...parents.map(all)]
}

/** The default partition is read for rows that belong to the new one, and must take none meanwhile. */
function defaultBeside(table: string, bound: Bound | undefined, schema: Schema): readonly string[] {
  const found = bound === 'default' ? undefined : defaultPartitionOf(schema, table)
  return found === undefined ? [] : [found]
}

/** Each is read with the new condition (validateDomainCheckConstraint in src/backend/commands/typecmds.c). */
function domainLocks({ name, adds }: Of<'alter-domain'>, schema: Schema): readonly Lock[] {
  if (adds !== 'valid' && adds !== 'validated') return []
  return tablesWith(schema, name).map((table) => lock(table, 'SHARE'))
}

function constraintsNamed(name: string, table: string, schema: Schema) {
  const constraint = tableOf(schema, table).constraints.get(name)
  return constraint === undefined ? [] : [constraint]
}

type DropLocks = (action: Of<'drop'>, schema: Schema) => readonly Lock[]

const ofNames: DropLocks = ({ names }) => names.map(all)
/** Of a trigger, policy or rule: the table that it belongs to. */
const ofOwner: DropLocks = ({ table }) => (table === undefined || table === '' ? [] : [all(table)])

const dropped: Readonly<Record<Dropped, DropLocks>> = {
  table: ({ names }, schema) =>
    names.flatMap((name) => [name, ...referenced([...tableOf(schema, name).constraints.values()])].map(all)),
  index: ({ names, concurrently }, schema) =>
    names.flatMap((name) => {
      const index = find(schema.indexes, name)
      return index === undefined ? [] : [concurrently ? update(index.table) : all(index.table)]
    }),
  view: ofNames,
  matview: ofNames,
  trigger: ofOwner,
  policy: ofOwner,
  routine: none,
  type: none,
  domain: none,
  schema: none,
  sequence: none,
  other: ofOwner,
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

function update(relation: string): Lock {
  return lock(relation, 'SHARE UPDATE EXCLUSIVE')
}

function referenced(constraints: readonly { readonly references: string | undefined }[]): readonly string[] {
  return constraints.flatMap(({ references }) => references ?? [])
}
