import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnOf, dependentOn } from '../schema/schema.ts'
import { isNarrowing, typeChange } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeChangeRewrite: Rule = {
  severity: 'error',
  condition: 'A column gets a type for which PostgreSQL rewrites the table, or its old type is unknown.',
  effect:
    'ACCESS EXCLUSIVE until all rows and indexes are rewritten: seconds for a million rows, and all queries of the table wait.',
  workaround:
    'Add a column of the new type, sync it with a trigger, backfill it in batches, switch, and drop the old column later.',
  bad: 'alter table orders alter column starts_at type bigint;',
  good: 'alter table orders add column starts_at_big bigint;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLive(context, action.table)) return undefined
    const { table, column, type, using } = action
    const before = columnOf(context.schema, table, column)
    const change = typeChange({ before, type, using, column }, context.schema, context.server)
    if (change === 'none') return undefined
    // Each has a rule of its own.
    if (isNarrowing(before, type, context.schema) || dependentOn(context.schema, table, column) !== undefined)
      return undefined
    if (change === 'metadata') return ofWhatNamesIt(context, action)
    const to = typeText(type)
    const help = `add a column of type ${to}, sync it with a trigger, backfill it in batches, then switch`
    if (change === 'rewrite')
      return {
        message: `ACCESS EXCLUSIVE on ${table} while every row is rewritten as ${to}: all reads and writes wait`,
        help,
      }
    if (before !== undefined && before.type.name !== '')
      return {
        message: `ACCESS EXCLUSIVE on ${table}, and every row is rewritten unless the session's time zone is UTC`,
        help: "SET LOCAL timezone = 'UTC' before it",
      }
    return {
      message: `ACCESS EXCLUSIVE on ${table}, and every row may be rewritten: none of these files shows the old type`,
      help: `${help}. If the type only widens (varchar to text), ignore this with that reason`,
    }
  },
}

type AlterType = Action & { readonly kind: 'alter-type' }

/** Only the catalogue changes, but objects that name the column are rebuilt. */
function ofWhatNamesIt({ facts }: Context, { table, column, collation }: AlterType): Finding | undefined {
  const kinds = facts.work.map(({ kind }) => kind)
  if (kinds.includes('index build') && collation === undefined)
    return {
      message: `ACCESS EXCLUSIVE on ${table} while indexes of ${column} are rebuilt: one with an expression, a condition or another order is not kept`,
      help: 'keep the type, or drop the index, change the type and rebuild the index CONCURRENTLY',
    }
  if (!kinds.includes('scan')) return undefined
  return {
    message: `ACCESS EXCLUSIVE on ${table} while every row is checked again, because a CHECK names ${column}`,
    help: 'drop the CHECK first, add it again NOT VALID, and validate it in another migration',
  }
}
