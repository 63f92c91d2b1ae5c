import type { Action } from './action.ts'
import type { Applier } from './applier.ts'
import type { WriteSpec } from './specs.ts'
import type { Facts } from './facts/index.ts'
import type { Phase } from './facts/phase.ts'
import { columnOf, find, indexesOf, tableOf, type Origin, type Schema } from './schema/schema.ts'
import { isAtLeast, type LockMode } from './server.ts'
import { milliseconds } from './duration.ts'

/** `set`: the pipeline gives the session its lock_timeout and statement_timeout; `unknown`: only the files are seen. */
export type Limits = 'set' | 'unknown'

export interface SqlFile {
  /** Its repository path. */
  readonly path: string
  readonly text: string
  /** What it says of itself, in the tool's own way; undefined where it says nothing. */
  readonly inTransaction?: boolean | undefined
}

/** An action with its facts. */
export interface Judged {
  readonly action: Action
  readonly facts: Facts
  readonly phase: Phase
  /** The schema before it. */
  readonly schema: Schema
  /** Of the statement in the file, from 0. */
  readonly statement: number
  /** Of the transaction in the file, from 0. */
  readonly transaction: number
}

export interface JudgedFile {
  readonly file: SqlFile
  readonly number: number
  readonly actions: readonly Judged[]
  /** The same by kind: most are rare, and a search through thousands of statements for each would be slow. */
  readonly byKind: ReadonlyMap<Action['kind'], readonly Judged[]>
  readonly statements: number
  /** Of its statements, in order. */
  readonly texts: readonly string[]
  /** It contains what psql, Flyway or a template replaces: its names are not those of the database. */
  readonly foreign: boolean
  /** Statements that nothing is known of, in part or at all. */
  readonly notAnalysed: number
  /** The release that the file waits for, by `-- wavec:contract after=RELEASE`. */
  readonly contractAfter: string | undefined
}

/** What a rule looks at beside the action. */
export interface Context extends Judged {
  readonly file: JudgedFile
  readonly tool: Applier
  readonly limits: Limits
  readonly server: number
  /** Actions before this one in the same transaction. */
  readonly earlier: () => readonly Judged[]
  /** Actions after this one in the same transaction. */
  readonly later: () => readonly Judged[]
  /** Whether an origin is unreleased: the current application can't know it. */
  readonly isNew: (origin: Origin) => boolean
  /** Whether an origin is known to be released: the current application may know it. */
  readonly hasShipped: (origin: Origin) => boolean
}

/** A table that the current application may use, and that may have many rows. */
export function isLive({ schema, isNew }: Pick<Context, 'schema' | 'isNew'>, table: string): boolean {
  const known = find(schema.tables, table)
  if (known === undefined) return !schema.views.has(table) || !isNew(schema.views.get(table)?.origin)
  return known.lifetime === 'permanent' && !isNew(known.origin)
}

/** A column that the current application may use. */
export function isLiveColumn(context: Pick<Context, 'schema' | 'isNew'>, table: string, column: string): boolean {
  if (!isLive(context, table)) return false
  const known = columnOf(context.schema, table, column)
  return known === undefined || !context.isNew(known.origin)
}

/** The earlier statement of the transaction that still holds such a lock on a live table. */
export function heldLock(
  context: Context,
  least: LockMode,
): { readonly by: Judged; readonly relation: string } | undefined {
  for (const by of context.earlier()) {
    const lock = by.facts.locks.find(
      ({ mode, relation }) => isAtLeast(mode, least) && isLive({ ...by, isNew: context.isNew }, relation),
    )
    if (lock !== undefined) return { by, relation: lock.relation }
  }
  return undefined
}

/** The value of a setting at the statement: that of the last SET before it in the file, undefined without one. */
export function settingAt({ file, statement }: Context, name: string): string | undefined {
  let value: string | undefined
  for (const { action, statement: at } of file.byKind.get('set') ?? []) {
    if (at >= statement) break
    if (action.kind === 'set' && action.name.toLowerCase() === name) value = action.value
  }
  return value
}

/** By the pipeline, or by a SET in the file. */
export function hasLockTimeout(context: Context): boolean {
  if (context.limits === 'set') return true
  const value = settingAt(context, 'lock_timeout')
  return value !== undefined && milliseconds(value) !== 0
}

/** An UPDATE, DELETE or MERGE of a live table that nothing limits to few rows: neither a unique key nor bounds. */
export function isWholeTable(action: Action, context: Context): boolean {
  if (action.kind === 'query') return action.locking && readsWhole(action, context)
  if (action.kind !== 'write' || action.write.rows !== 'searched' || action.write.verb === 'insert') return false
  return reachesWhole(action.write, context)
}

/** A query of a live table that nothing limits to few rows. */
export function readsWhole(
  { tables, sought, bounded }: Action & { readonly kind: 'query' },
  context: Context,
): boolean {
  return tables.some(
    (table) => !/^(?:pg_|information_schema\.)/.test(table) && reachesWhole({ table, sought, bounded }, context),
  )
}

function reachesWhole(
  { table, sought, bounded }: Pick<WriteSpec, 'table' | 'sought' | 'bounded'>,
  context: Context,
): boolean {
  if (bounded || !isLive(context, table)) return false
  const keys = indexesOf(context.schema, table).filter(({ unique, partial }) => unique && !partial)
  const isFound = keys.some(({ columns }) => columns.every((column) => column !== undefined && sought.includes(column)))
  const { known } = tableOf(context.schema, table)
  return (
    !isFound && !(known === 'part' && sought.some((column) => /^(id|uuid|key|code|slug)$|_(id|key|code)$/.test(column)))
  )
}

/** NOT NULL, or a CHECK of it. One that is NOT VALID refuses new rows as well. */
export function isRefusedAlready(schema: Schema, table: string, column: string): boolean {
  const known = tableOf(schema, table)
  if (known.columns.get(column)?.notNull === true) return true
  return [...known.constraints.values()].some(
    ({ kind, enforced, columns, present }) =>
      enforced && (present.includes(column) || (kind === 'not-null' && columns.includes(column))),
  )
}

export function isIndexed(schema: Schema, table: string, columns: readonly string[]): boolean {
  const wanted = new Set(columns)
  return [...schema.indexes.values()].some(
    (index) =>
      tableOf(schema, index.table).name === tableOf(schema, table).name &&
      !index.partial &&
      index.columns.slice(0, wanted.size).every((column) => column !== undefined && wanted.has(column)) &&
      index.columns.length >= wanted.size,
  )
}
