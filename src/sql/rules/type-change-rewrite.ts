import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnOf, dependentOn } from '../schema/schema.ts'
import { isNarrowing, typeChange } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeChangeRewrite: Rule = {
  severity: 'error',
  condition: 'A column gets a type for which PostgreSQL writes every row again, or the type before is not known.',
  effect:
    'ACCESS EXCLUSIVE until all rows and indexes are written: seconds for a million rows, and no query of the table meanwhile.',
  workaround:
    'Add a column of the new type, keep it in step with a trigger, backfill it in batches, switch, and drop the old one later.',
  bad: 'alter table orders alter column starts_at type bigint;',
  good: 'alter table orders add column starts_at_big bigint;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLive(context, action.table)) return undefined
    const { table, column, type, using } = action
    const before = columnOf(context.schema, table, column)
    const change = typeChange({ before, type, using, column }, context.schema, context.server)
    if (change === 'none') return undefined
    // Each has a rule of its own, which says the rest.
    if (isNarrowing(before, type, context.schema) || dependentOn(context.schema, table, column) !== undefined)
      return undefined
    if (change === 'metadata') return ofWhatNamesIt(context, action)
    const to = typeText(type)
    const help = `add a column of type ${to}, keep it in step with a trigger, backfill it, then switch`
    if (change === 'rewrite')
      return {
        message: `ACCESS EXCLUSIVE on ${table} while every row is written again as ${to}: nobody reads or writes meanwhile`,
        help,
      }
    if (before !== undefined && before.type.name !== '')
      return {
        message: `ACCESS EXCLUSIVE on ${table}, and every row is written again unless the session's time zone is UTC`,
        help: "SET LOCAL timezone = 'UTC' before it",
      }
    return {
      message: `ACCESS EXCLUSIVE on ${table}, and every row may be written again: the type before is in none of these files`,
      help: `${help}; where the type only widens (varchar to text), ignore this with that reason`,
    }
  },
}

type AlterType = Action & { readonly kind: 'alter-type' }

/** Only the catalogue changes, but what names the column is made anew. */
function ofWhatNamesIt({ facts }: Context, { table, column, collation }: AlterType): Finding | undefined {
  const kinds = facts.work.map(({ kind }) => kind)
  if (kinds.includes('index build') && collation === undefined)
    return {
      message: `ACCESS EXCLUSIVE on ${table} while indexes of ${column} are built again: one with an expression, a condition or another order is not kept`,
      help: 'leave the type; or drop the index first, change the type, and build the index again CONCURRENTLY',
    }
  if (!kinds.includes('scan')) return undefined
  return {
    message: `ACCESS EXCLUSIVE on ${table} while every row is checked again, because a CHECK names ${column}`,
    help: 'drop the CHECK first; add it again NOT VALID, and validate it in another migration',
  }
}
