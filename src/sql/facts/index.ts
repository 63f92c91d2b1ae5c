/**
 * What PostgreSQL does for an action, on a server of that major: locks, work as long as the table is large, whether it
 * can share a transaction. Computed from the schema before the action; nothing here is an opinion.
 */
import type { Action } from '../action.ts'
import { isTableChange } from '../schema/apply-table.ts'
import { descendantsOf, tableOf, type Schema } from '../schema/schema.ts'
import type { ConstraintSpec } from '../specs.ts'
import { locksOf, type Lock } from './locks.ts'
import { workOf, type Work } from './work.ts'

export interface Facts {
  readonly locks: readonly Lock[]
  readonly work: readonly Work[]
  /** `outside`: PostgreSQL refuses it in a transaction block (25001). */
  readonly transaction: 'any' | 'outside'
}

export function factsOf(action: Action, schema: Schema, server: number): Facts {
  const [locks, work] = [locksOf(action, schema), workOf(action, schema, server)]
  const transaction = transactionOf(action)
  const parent = parentIn(action)
  const below = parent === undefined ? [] : descendantsOf(schema, parent).map(({ name }) => name)
  if (parent === undefined || below.length === 0) return { locks, work, transaction }
  // A partitioned table has no rows of its own.
  const isShell = tableOf(schema, parent).partitioned
  return {
    locks: locks.flatMap((each) => withBelow(each, parent, below)),
    work: work.flatMap((each) => withBelow(each, parent, below).slice(isShell && each.relation === parent ? 1 : 0)),
    transaction,
  }
}

/** The table of an action that PostgreSQL repeats on every table below it (ATPrepCmd, DefineIndex). */
function parentIn(action: Action): string | undefined {
  if (action.kind === 'create-index') return action.only ? undefined : action.index.table
  if (action.kind === 'add-constraint' && !repeated.has(action.constraint.kind)) return undefined
  return isTableChange(action) && recursing.has(action.kind) ? action.table : undefined
}

const repeated: ReadonlySet<ConstraintSpec['kind']> = new Set<ConstraintSpec['kind']>(['check', 'not-null', 'foreign'])

const recursing: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'add-column',
  'add-constraint',
  'alter-type',
  'drop-column',
  'drop-default',
  'drop-not-null',
  'set-default',
  'set-not-null',
  'validate-constraint',
])

function withBelow<T extends { readonly relation: string }>(
  each: T,
  parent: string | undefined,
  below: readonly string[],
): readonly T[] {
  return each.relation === parent ? [each, ...below.map((relation) => ({ ...each, relation }))] : [each]
}

/** Of the action alone: whatever the schema is. */
export function transactionOf(action: Action): Facts['transaction'] {
  if (action.kind === 'vacuum' || action.kind === 'drop-database') return 'outside'
  if (action.kind === 'cluster' && action.table === undefined) return 'outside'
  if (action.kind === 'refresh-matview') return 'any'
  return 'concurrently' in action && action.concurrently ? 'outside' : 'any'
}
