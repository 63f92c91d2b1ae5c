import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnOf, dependentView } from '../schema/schema.ts'
import { isNarrowing, typeChange } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeChangeRewrite: Rule = {
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLive(context, action.table)) return undefined
    const { table, column, type, using } = action
    const before = columnOf(context.schema, table, column)
    const change = typeChange({ before, type, using, column }, context.schema, context.server)
    if (change === 'none') return undefined
    // Each has a rule of its own, which says the rest.
    if (isNarrowing(before, type, context.schema) || dependentView(context.schema, table, column) !== undefined)
      return undefined
    if (change === 'metadata') return ofCheck(context, table, column)
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

/** Only the catalogue changes, but a CHECK that names the column is made anew. */
function ofCheck({ facts }: Context, table: string, column: string): Finding | undefined {
  if (!facts.work.some(({ kind }) => kind === 'scan')) return undefined
  return {
    message: `ACCESS EXCLUSIVE on ${table} while every row is checked again, because a CHECK names ${column}`,
    help: 'drop the CHECK first; add it again NOT VALID, and validate it in another migration',
  }
}
