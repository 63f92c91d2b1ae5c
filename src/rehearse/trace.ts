import { compare } from '../diagnostic/diagnostic.ts'
import { lockModes } from '../sql/index.ts'
import type { HeldLock, Relation, Snapshot } from './snapshot.ts'

/** One statement of a migration, and its effect on existing tables. */
export interface TracedStatement {
  readonly file: string
  readonly sql: string
  readonly ms: number
  /** `transaction`: read in its own transaction. `alone`: seen from outside while it ran, which may miss short locks. */
  readonly observed: 'transaction' | 'alone'
  /** Locks first taken by this statement, on tables that existed before its transaction. */
  readonly locks: readonly TracedLock[]
  /** Tables that were rewritten. */
  readonly rewritten: readonly string[]
  /** Tables that were scanned completely. */
  readonly scanned: readonly string[]
  readonly created: readonly string[]
  readonly failed?: true
}

export interface TracedLock {
  readonly table: string
  /** In the server's spelling, e.g. ACCESS EXCLUSIVE. */
  readonly mode: string
}

/** `open`: before the transaction; `before` and `after`: around the statement. */
export interface Moments {
  readonly open: Snapshot
  readonly before: Snapshot
  readonly after: Snapshot
}

export type Effects = Pick<TracedStatement, 'locks' | 'rewritten' | 'scanned' | 'created'>

export function effectsOf({ open, before, after }: Moments): Effects {
  const old = new Map(open.relations.map((relation) => [relation.oid, relation]))
  const earlier = new Map(before.relations.map((relation) => [relation.oid, relation]))
  const tables = after.relations.filter(isTable)
  const existing = tables.filter(({ oid }) => old.has(oid))
  const held = new Set(before.locks.map(keyOf))
  // A dropped table is no longer in the catalog, but its lock is held until commit.
  const names = new Map([...before.relations, ...after.relations].filter(isTable).map(({ oid, name }) => [oid, name]))
  const fresh = after.locks.filter((lock) => old.has(lock.oid) && !held.has(keyOf(lock)))
  return {
    locks: locksOn(names, fresh),
    rewritten: existing
      .filter(({ oid, filenode, kind }) => kind !== 'p' && kind !== 'v' && earlier.get(oid)?.filenode !== filenode)
      .map(nameOf),
    scanned: existing.filter((relation) => readsOf(relation, earlier.get(relation.oid)) > 0).map(nameOf),
    created: tables
      .filter(({ oid }) => !earlier.has(oid))
      .map(nameOf)
      .sort(compare),
  }
}

/** The strongest lock on each table. Weaker ones add nothing. */
export function locksOn(names: ReadonlyMap<string, string>, locks: readonly HeldLock[]): readonly TracedLock[] {
  const strongest = new Map<string, number>()
  for (const { oid, mode } of locks) {
    const table = names.get(oid)
    if (table !== undefined) strongest.set(table, Math.max(strongest.get(table) ?? -1, rankOf(mode)))
  }
  return [...strongest]
    .map(([table, mode]) => ({ table, mode: lockModes[mode] ?? '' }))
    .sort((a, b) => compare(a.table, b.table))
}

function rankOf(mode: string): number {
  const name = spelt(mode)
  return lockModes.findIndex((each) => each === name)
}

function spelt(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase()
}

/** The counters grow until they are flushed, then start at zero. */
function readsOf({ reads }: Relation, earlier: Relation | undefined): number {
  const before = earlier?.reads ?? 0
  return reads < before ? reads : reads - before
}

function isTable({ kind }: Pick<Relation, 'kind'>): boolean {
  return ['r', 'p', 'm', 'v', 'f'].includes(kind)
}

function keyOf({ oid, mode }: HeldLock): string {
  return `${oid} ${mode}`
}

function nameOf({ name }: Relation): string {
  return name
}
