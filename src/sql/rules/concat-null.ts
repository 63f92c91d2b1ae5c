import type { Node } from 'libpg-query'
import { columnsIn, notNullColumns } from '../expression.ts'
import { qualified, valueOf, wordsOf } from '../ast.ts'
import type { Rule } from '../rule.ts'
import { isRefusedAlready, type Context } from '../context.ts'
import { columnOf, tableOf } from '../schema/schema.ts'

export const concatNull: Rule = {
  severity: 'warning',
  condition: 'An UPDATE joins columns with ||, and one of them may be NULL.',
  effect: 'If one of them is NULL, the result is NULL: the row gets no value and loses the one it had.',
  workaround: "Use concat_ws(' ', …), which skips NULL, or wrap each column in coalesce().",
  bad: "update orders set note = code || ' ' || note where id between 1 and 1000;",
  good: "update orders set note = concat_ws(' ', code, note) where id between 1 and 1000;",
  proof: 'rows',
  check: (action, context) => {
    if (action.kind !== 'write' || action.write.verb !== 'update') return undefined
    const { table, values, where } = action.write
    const sure = new Set(notNullColumns(where))
    const joined = new Set(values.flatMap((value) => joinedColumns(value)))
    const perhaps = [...joined].filter((column) => !sure.has(column) && isPerhapsNull(context, table, column))
    if (perhaps.length === 0) return undefined
    return {
      message: `if ${perhaps.join(' or ')} is NULL, the result of || is NULL, and the row gets no value`,
      help: `use concat_ws(' ', ${[...joined].join(', ')}), which skips NULL, or coalesce(${perhaps[0]}, '')`,
    }
  },
}

/** The operands of `||`, through casts and functions that return NULL for NULL. An array joined with NULL is kept. */
function joinedColumns(value: Node | undefined, inside: 'yes' | 'no' = 'no'): readonly string[] {
  const expression = valueOf(value, 'A_Expr')
  if (expression !== undefined) {
    if (wordsOf(expression.name)[0] !== '||') return []
    return [expression.lexpr, expression.rexpr].flatMap((side) => joinedColumns(side, 'yes'))
  }
  const cast = valueOf(value, 'TypeCast')
  if (cast !== undefined) return joinedColumns(cast.arg, inside)
  const call = valueOf(value, 'FuncCall')
  if (call !== undefined)
    return strict.has(qualified(wordsOf(call.funcname)))
      ? (call.args ?? []).flatMap((argument) => joinedColumns(argument, inside))
      : []
  return inside === 'yes' && valueOf(value, 'ColumnRef') !== undefined ? columnsIn(value) : []
}

const strict: ReadonlySet<string> = new Set(['btrim', 'ltrim', 'rtrim', 'lower', 'upper', 'initcap', 'left', 'right'])

/** Nothing is known of the columns of a table that no file creates: they may be NULL. */
function isPerhapsNull({ schema }: Context, table: string, column: string): boolean {
  const known = columnOf(schema, table, column)
  if (known === undefined) return tableOf(schema, table).known === 'part'
  return !known.type.array && !known.identity && !isRefusedAlready(schema, table, column)
}
