/**
 * What PostgreSQL does for an action, on a server of that major: locks, work as long as the table is large, whether it
 * can share a transaction. Computed from the schema before the action; nothing here is an opinion.
 */
import type { Action } from '../action.ts'
import type { Schema } from '../schema/schema.ts'
import { locksOf, type Lock } from './locks.ts'
import { workOf, type Work } from './work.ts'

export interface Facts {
  readonly locks: readonly Lock[]
  readonly work: readonly Work[]
  /** `outside`: PostgreSQL refuses it in a transaction block (25001). */
  readonly transaction: 'any' | 'outside'
}

export function factsOf(action: Action, schema: Schema, server: number): Facts {
  return { locks: locksOf(action, schema), work: workOf(action, schema, server), transaction: transactionOf(action) }
}

/** Of the action alone: whatever the schema is. */
export function transactionOf(action: Action): Facts['transaction'] {
  if (action.kind === 'vacuum' || action.kind === 'drop-database') return 'outside'
  if (action.kind === 'cluster' && action.table === undefined) return 'outside'
  if (action.kind === 'refresh-matview') return 'any'
  return 'concurrently' in action && action.concurrently ? 'outside' : 'any'
}
