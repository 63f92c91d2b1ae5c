import type { Action } from '../action.ts'
import { constantOf } from '../expression.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const restartSequence: Rule = {
  severity: 'error',
  condition: 'A sequence in use restarts from its beginning.',
  effect: 'It reuses numbers that rows already have: INSERTs fail with 23505 until it has passed them all.',
  workaround: 'Set it to the largest number in use with setval(), or leave it.',
  bad: 'alter table orders alter column id restart with 1;',
  good: "select setval('orders_id_seq', (select max(id) from orders));",
  proof: 'old query',
  check: (action, context) => {
    const name = restarted(action)
    if (name === undefined || isNewOne(name, context)) return undefined
    return {
      message: `${name} reuses numbers that rows already have: INSERTs fail with 23505 until it has passed them, or rows share a number`,
      help: `set it to the largest number in use: SELECT setval('…', (SELECT max(id) FROM …))`,
    }
  },
}

/** Back to its start. A jump ahead is harmless. */
function restarted(action: Action): string | undefined {
  if (action.kind === 'restart-sequence') return (action.to ?? 1) <= 1 ? action.name : undefined
  const call = action.kind === 'query' ? action.calls.find((each) => each.name === 'setval') : undefined
  const [name, value] = (call?.arguments ?? []).map(constantOf)
  return value !== undefined && Number(value) <= 1 ? name?.replace(/^public\./, '') : undefined
}

/** `table.column` for the sequence of an identity column. */
function isNewOne(name: string, context: Context): boolean {
  const origin = find(context.schema.sequences, name)
  if (origin !== undefined) return context.isNew(origin)
  const table = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : undefined
  if (table !== undefined && find(context.schema.tables, table) !== undefined) return !isLive(context, table)
  const owner = [...context.schema.tables.values()].find((known) =>
    [...known.columns.keys()].some((column) => name === `${known.name}_${column}_seq`),
  )
  return owner !== undefined && !isLive(context, owner.name)
}
