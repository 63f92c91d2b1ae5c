import type { Action, Bound, ByKind, Kind, Of } from '../action.ts'
import type { ColumnSpec, ConstraintSpec } from '../specs.ts'
import {
  columnOf,
  defaultPartitionOf,
  domainOf,
  find,
  indexesOf,
  tableOf,
  tablesWith,
  type Index,
  type Schema,
} from '../schema/schema.ts'
import type { LockMode } from '../server.ts'
import { sharesOrder, typeChange } from '../type-change.ts'
import { volatilityOf } from '../volatility.ts'

/** What takes as long as the table is large, and the lock under which it happens. */
export interface Work {
  readonly kind: 'rewrite' | 'scan' | 'index build'
  readonly relation: string
  readonly mode: LockMode
}

/** Tests compare it with filenodes and with pg_stat_get_xact_tuples_returned. */
export function workOf(action: Action, schema: Schema, server: number): readonly Work[] {
  return workBy(action.kind, action, schema, server)
}

function workBy<K extends Kind>(kind: K, action: Of<K>, schema: Schema, server: number): readonly Work[] {
  return works[kind](action, schema, server)
}

const none = (): readonly Work[] => []

const works: ByKind<[schema: Schema, server: number], readonly Work[]> = {
  'add-column': addColumnWork,
  'add-constraint': ({ table, constraint }, schema) => constraintWork(table, constraint, schema),
  'add-enum-value': none,
  'add-identity': none,
  'alter-constraint': none,
  'alter-domain': domainWork,
  'alter-policy': none,
  'alter-type': alterTypeWork,
  'also-rule': none,
  'attach-partition': ({ table, partition, bound }, schema) => [
    ...attachWork(table, partition, schema),
    ...defaultWork(table, bound, schema),
  ],
  'create-domain': none,
  'create-enum': none,
  'create-extension': none,
  'create-index': ({ index, concurrently, only }, schema) => {
    // ON ONLY a partitioned table holds nothing to index.
    const isShell = only && find(schema.tables, index.table)?.partitioned === true
    return isShell ? [] : [work('index build', index.table, buildMode(concurrently))]
  },
  'create-policy': none,
  'create-role': none,
  'create-routine': none,
  'create-rule': none,
  'create-schema': none,
  'create-sequence': none,
  'create-table': ({ partitionOf, bound }, schema) =>
    partitionOf === undefined ? [] : defaultWork(partitionOf, bound, schema),
  'create-trigger': none,
  'create-type': none,
  'create-view': none,
  'detach-partition': none,
  'drop-column': none,
  'drop-constraint': none,
  'drop-database': none,
  'drop-default': none,
  'drop-expression': none,
  'drop-identity': none,
  'drop-not-null': none,
  'drop-owned': none,
  'foreign-option': none,
  'lock-table': none,
  'move-schema': none,
  // CONCURRENTLY changes the rows that differ.
  'refresh-matview': ({ name, concurrently }) => (concurrently ? [] : [work('rewrite', name)]),
  'replica-identity': none,
  'restart-sequence': none,
  'row-security': none,
  'rule-state': none,
  'set-default': none,
  'set-identity': none,
  'set-not-null': ({ table, column }, schema) => (isProvenNotNull(schema, table, column) ? [] : [work('scan', table)]),
  'table-option': none,
  'trigger-state': none,
  'validate-constraint': ({ table, name }, schema) =>
    tableOf(schema, table).constraints.get(name)?.valid === true ? [] : [work('scan', table, 'SHARE UPDATE EXCLUSIVE')],
  analyze: none,
  cluster: ({ table }) => [work('rewrite', table ?? 'every clustered table')],
  drop: none,
  grant: none,
  harmless: none,
  inherit: none,
  opaque: none,
  owner: none,
  publish: none,
  query: none,
  refuse: none,
  reindex: ({ object, name, concurrently }, schema) => {
    const table = object === 'index' ? find(schema.indexes, name)?.table : name
    return [work('index build', table ?? name, buildMode(concurrently))]
  },
  rename: none,
  revoke: none,
  set: none,
  storage: (action, schema) => (isThereAlready(action, schema) ? [] : [work('rewrite', action.table)]),
  transaction: none,
  truncate: none,
  unjudged: none,
  vacuum: ({ tables, full }) => (full ? tables.map((name) => work('rewrite', name)) : []),
  write: none,
}

function buildMode(concurrently: boolean): LockMode {
  return concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'
}

function domainWork({ name, adds }: Of<'alter-domain'>, schema: Schema): readonly Work[] {
  if (adds !== 'valid' && adds !== 'validated') return []
  return tablesWith(schema, name).map((table) => work('scan', table, 'SHARE'))
}

function work(kind: Work['kind'], relation: string, mode: LockMode = 'ACCESS EXCLUSIVE'): Work {
  return { kind, relation, mode }
}

/** Where no file has put it anywhere else. */
function isThereAlready({ table, change, to }: Of<'storage'>, schema: Schema): boolean {
  if (change === 'logged' || change === 'unlogged') return tableOf(schema, table).logged === change
  return to === (change === 'tablespace' ? 'pg_default' : 'heap')
}

/** Rows that belong to the new partition may lie in the default one. */
function defaultWork(table: string, bound: Bound | undefined, schema: Schema): readonly Work[] {
  const beside = bound === 'default' ? undefined : defaultPartitionOf(schema, table)
  return beside === undefined || hasValidCheck(schema, beside) ? [] : [work('scan', beside)]
}

export type RewriteReason = 'volatile default' | 'unknown default' | 'identity' | 'stored' | 'domain'

/** Why a new column makes PostgreSQL write every row again. */
export function rewriteReason(column: ColumnSpec, schema: Schema): RewriteReason | undefined {
  if (column.identity) return 'identity'
  if (column.generated === 'stored') return 'stored'
  if (domainOf(schema, column.type)?.constrained === true) return 'domain'
  const volatility = volatilityOf(column.default, schema)
  return volatility === 'steady' ? undefined : volatility === 'volatile' ? 'volatile default' : 'unknown default'
}

function addColumnWork({ table, column, constraints }: Of<'add-column'>, schema: Schema): readonly Work[] {
  const rewrite = rewriteReason(column, schema) === undefined ? [] : [work('rewrite', table)]
  const checks = constraints.flatMap((constraint) => {
    if (constraint.kind === 'unique' || constraint.kind === 'primary') return work('index build', table)
    // A foreign key of a column without values has nothing to check.
    if (constraint.kind === 'foreign' && column.default === undefined) return []
    return constraint.enforced ? work('scan', table) : []
  })
  return [...rewrite, ...checks]
}

function alterTypeWork(
  { table, column, type, using, collation }: Of<'alter-type'>,
  schema: Schema,
  server: number,
): readonly Work[] {
  const before = columnOf(schema, table, column)
  const change = typeChange({ before, type, using, column }, schema, server)
  if (change === 'rewrite' || change === 'unknown') return [work('rewrite', table)]
  const isOther = collation !== undefined && collation !== before?.collation
  const rebuilds = indexesOf(schema, table).some(
    (index) =>
      (index.columns.includes(column) && (isOther || !sharesOrder(before?.type ?? type, type, schema))) ||
      (isMadeAnew(index, column) && change !== 'none'),
  )
  // Every CHECK that names the column is recreated, and scans the rows to be valid.
  const checked = [...tableOf(schema, table).constraints.values()].some(
    ({ kind, valid, expression }) =>
      kind === 'check' && valid && JSON.stringify(expression ?? null).includes(`"sval":"${column}"`),
  )
  return [
    ...(rebuilds ? [work('index build', table)] : []),
    ...(checked && change !== 'none' ? [work('scan', table)] : []),
  ]
}

/** An index with an expression or a condition is never taken over (CheckIndexCompatible in src/backend/commands/indexcmds.c). */
function isMadeAnew({ columns, reads, partial }: Index, column: string): boolean {
  const isPlain = !partial && !columns.includes(undefined)
  return !isPlain && (columns.includes(column) || reads.includes(column))
}

export function constraintWork(table: string, constraint: ConstraintSpec, schema: Schema): readonly Work[] {
  switch (constraint.kind) {
    case 'check':
    case 'not-null':
      return constraint.valid && constraint.enforced ? [work('scan', table)] : []
    case 'foreign':
      return constraint.valid && constraint.enforced ? [work('scan', table, 'SHARE ROW EXCLUSIVE')] : []
    case 'exclude':
      return [work('index build', table)]
    case 'unique':
    case 'primary':
      return keyWork(table, constraint, schema)
  }
}

function keyWork(table: string, { kind, usingIndex }: ConstraintSpec, schema: Schema): readonly Work[] {
  if (usingIndex === undefined) return [work('index build', table)]
  const columns = find(schema.indexes, usingIndex)?.columns ?? []
  const open = columns.filter((column) => column !== undefined && !isProvenNotNull(schema, table, column))
  return kind === 'primary' && open.length > 0 ? [work('scan', table)] : []
}

/** NOT NULL already, or a valid CHECK says so: SET NOT NULL then reads no row (12 and later). */
export function isProvenNotNull(schema: Schema, table: string, column: string): boolean {
  const known = tableOf(schema, table)
  if (known.columns.get(column)?.notNull === true) return true
  return [...known.constraints.values()].some(
    ({ valid, enforced, present }) => valid && enforced && present.includes(column),
  )
}

/** Every index of the whole table must have its like on the partition, or it is built now. */
function attachWork(table: string, partition: string, schema: Schema): readonly Work[] {
  const own = indexesOf(schema, partition)
  const isMissing = indexesOf(schema, table).some(
    ({ unique, columns }) => !own.some((index) => index.columns.join() === columns.join() && (index.unique || !unique)),
  )
  return [
    ...(hasValidCheck(schema, partition) ? [] : [work('scan', partition)]),
    ...(isMissing ? [work('index build', partition)] : []),
  ]
}

/** It is not compared with the bounds of the partition: its author has considered the scan. */
function hasValidCheck(schema: Schema, table: string): boolean {
  return [...tableOf(schema, table).constraints.values()].some(({ kind, valid }) => kind === 'check' && valid)
}
