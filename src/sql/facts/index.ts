/**
 * What PostgreSQL does for an action, on a server of that major: locks, work as long as the table is large, whether it
 * can share a transaction. Computed from the schema before the action; nothing here is an opinion.
 */
import type { Action } from '../action.ts'
import { descendantsOf, tableOf, type Schema } from '../schema/schema.ts'
import { locksOf, type Lock } from './locks.ts'
import { repeatedFrom } from './recursion.ts'
import { transactionOf, type TransactionNeed } from './transaction.ts'
import { workOf, type Work } from './work.ts'

export interface Facts {
  readonly locks: readonly Lock[]
  readonly work: readonly Work[]
  readonly transaction: TransactionNeed
}

export function factsOf(action: Action, schema: Schema, server: number): Facts {
  const [locks, work] = [locksOf(action, schema), workOf(action, schema, server)]
  const transaction = transactionOf(action)
  const parent = repeatedFrom(action)
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

function withBelow<T extends { readonly relation: string }>(
  each: T,
  parent: string | undefined,
  below: readonly string[],
): readonly T[] {
  return each.relation === parent ? [each, ...below.map((relation) => ({ ...each, relation }))] : [each]
}
