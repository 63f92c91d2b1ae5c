import type { Node } from 'libpg-query'
import { typeOf, valueOf, type SqlType } from './ast.ts'
import { columnsIn } from './expression.ts'
import { domainOf, type Column, type Schema } from './schema/schema.ts'

/** What ALTER COLUMN … TYPE does to the rows; `unknown` if the old type is. */
export type TypeChange = 'none' | 'metadata' | 'rewrite' | 'unknown'

export interface TypeChangeInput {
  readonly before: Column | undefined
  readonly type: SqlType
  readonly using: Node | undefined
  readonly column: string
}

/** As ATColumnChangeRequiresRewrite decides it (src/backend/commands/tablecmds.c), and the casts of pg_cast. */
export function typeChange(
  { before, type, using, column }: TypeChangeInput,
  schema: Schema,
  server: number,
): TypeChange {
  if (using !== undefined && !isPlainCast(using, column, type)) return 'rewrite'
  const target = domainOf(schema, type)
  if (target?.constrained === true) return 'rewrite'
  if (before === undefined || before.type.name === '') return 'unknown'
  return fromTo(baseOf(before.type, schema), target?.base ?? type, schema, server)
}

function fromTo(from: SqlType, to: SqlType, schema: Schema, server: number): TypeChange {
  if (from.array || to.array) return ofArrays(from, to)
  if (from.name === to.name) return sameName(from, to)
  return schema.timeZone === 'utc' && isTimestamps(from, to) ? atUtc(to, server) : differentName(from, to, server)
}

/** A cast that says what the assignment would do anyway: `USING note::text`. */
function isPlainCast(using: Node, column: string, type: SqlType): boolean {
  const cast = valueOf(using, 'TypeCast')
  if (cast === undefined) return valueOf(using, 'ColumnRef') !== undefined && columnsIn(using)[0] === column
  const target = typeOf(cast.typeName)
  const isSame = target.name === type.name && target.modifiers.join() === type.modifiers.join()
  return isSame && valueOf(cast.arg, 'ColumnRef') !== undefined && columnsIn(cast.arg)[0] === column
}

function baseOf(type: SqlType, schema: Schema): SqlType {
  return domainOf(schema, type)?.base ?? type
}

/** Each element is converted, even to what has the same bytes; only a limit that goes away needs no look. */
function ofArrays(from: SqlType, to: SqlType): TypeChange {
  if (from.array !== to.array || from.name !== to.name) return 'rewrite'
  if (from.modifiers.join() === to.modifiers.join()) return 'none'
  return to.modifiers.length === 0 ? 'metadata' : 'rewrite'
}

/** Types whose length or precision may grow without a look at the rows: it was checked when they were written. */
function sameName(before: SqlType, after: SqlType): TypeChange {
  const [from, to] = [exact(before), exact(after)]
  if (from.modifiers.join() === to.modifiers.join()) return 'none'
  // bpchar is padded to its length.
  if (from.name === 'bpchar') return 'rewrite'
  if (to.modifiers.length === 0) return hasFreeForm.has(from.name) ? 'metadata' : 'rewrite'
  if (from.modifiers.length === 0) return 'rewrite'
  return hasFreeForm.has(from.name) && isRoomier(from, to) ? 'metadata' : 'rewrite'
}

/** Six digits are all that a time has. */
function exact(type: SqlType): SqlType {
  const isTime = ['timestamp', 'timestamptz', 'time', 'timetz'].includes(type.name)
  return isTime && (type.modifiers[0] ?? 0) >= 6 ? { ...type, modifiers: [] } : type
}

function isRoomier({ name, modifiers: [size = 0, scale = 0] }: SqlType, { modifiers }: SqlType): boolean {
  const [newSize = 0, newScale = 0] = modifiers
  return newSize >= size && (name !== 'numeric' || newScale === scale)
}

const hasFreeForm: ReadonlySet<string> = new Set([
  'varchar',
  'varbit',
  'numeric',
  'timestamp',
  'timestamptz',
  'time',
  'timetz',
  'interval',
])

function isTimestamps(from: SqlType, to: SqlType): boolean {
  return from.name !== to.name && timestamps.has(from.name) && timestamps.has(to.name)
}

const timestamps: ReadonlySet<string> = new Set(['timestamp', 'timestamptz'])

function atUtc({ modifiers }: SqlType, server: number): TypeChange {
  return server >= 12 && modifiers.length === 0 ? 'metadata' : 'rewrite'
}

function differentName(from: SqlType, to: SqlType, server: number): TypeChange {
  const pair = `${from.name} ${to.name}`
  // Same bytes (pg_cast.castmethod = 'b'), and a length can only be gained by a look at every row.
  if (binary.has(pair)) return to.modifiers.length === 0 ? 'metadata' : 'rewrite'
  // Without a rewrite in UTC; elsewhere it computes. wavec can't see the server's zone.
  if (isTimestamps(from, to)) return server >= 12 ? 'unknown' : 'rewrite'
  return 'rewrite'
}

const binary: ReadonlySet<string> = new Set([
  'varchar text',
  'text varchar',
  'citext text',
  'text citext',
  'citext varchar',
  'varchar citext',
  'cidr inet',
  'xml text',
  'xml varchar',
  'int4 oid',
  'oid int4',
  'oid regclass',
  'bit varbit',
])

/** Whether an index of the type's default order serves the other type as it is (pg_opclass). */
export function sharesOrder(before: SqlType, after: SqlType, schema: Schema): boolean {
  return orderOf(baseOf(before, schema)) === orderOf(baseOf(after, schema))
}

const orders: Readonly<Record<string, string>> = { varchar: 'text', cidr: 'inet' }

function orderOf({ name, array }: SqlType): string {
  return array ? 'array' : (orders[name] ?? name)
}

/** A type that some value of the old one does not fit into: old writes are refused. */
export function isNarrowing(before: Column | undefined, type: SqlType, schema: Schema): boolean {
  if (before === undefined || before.type.name === '') return false
  const from = baseOf(before.type, schema)
  const order = [integers, floats].find((ranks) => ranks.includes(from.name) && ranks.includes(type.name))
  if (order !== undefined) return order.indexOf(type.name) < order.indexOf(from.name)
  if (!texts.has(from.name) || !texts.has(type.name)) return from.name === 'numeric' && narrowsNumeric(from, type)
  const [size] = from.modifiers
  const [newSize] = type.modifiers
  return newSize !== undefined && (size === undefined || newSize < size)
}

const integers = ['int2', 'int4', 'int8', 'numeric']
const floats = ['float4', 'float8']
const texts: ReadonlySet<string> = new Set(['varchar', 'bpchar', 'text'])

function narrowsNumeric(from: SqlType, to: SqlType): boolean {
  if (to.name !== 'numeric' || to.modifiers.length === 0) return false
  const [precision, scale = 0] = from.modifiers
  const [newPrecision = 0, newScale = 0] = to.modifiers
  return precision === undefined || newPrecision - newScale < precision - scale || newScale < scale
}
