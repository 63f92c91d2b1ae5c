import type { Action } from '../action.ts'
import type { ConstraintSpec } from '../specs.ts'
import { isIndexed, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { apply } from '../schema/apply.ts'
import { emptySchema } from '../schema/schema.ts'

export const fkWithoutIndex: Rule = {
  severity: 'note',
  condition: 'No index starts with the columns of a foreign key.',
  effect: 'Each DELETE or key change in the referenced table scans the whole referencing table.',
  workaround: 'Run CREATE INDEX CONCURRENTLY on these columns.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) not valid;',
  good: 'create table refunds (order_id bigint not null references orders (id));\ncreate index refunds_order_idx on refunds (order_id);',
  proof: 'file',
  check: (action, context) => {
    const keys = foreignKeys(action).filter(({ columns }) => !isIndexed(context.schema, tableIn(action), columns))
    const bare = keys.find(({ columns }) => !willBeIndexed(tableIn(action), columns, context))
    if (bare?.references === undefined) return undefined
    const columns = bare.columns.join(', ')
    return {
      message: `no index on ${tableIn(action)} (${columns}): each DELETE or key change in ${bare.references} scans the whole table`,
      help: `run CREATE INDEX CONCURRENTLY ON ${tableIn(action)} (${columns})`,
    }
  },
}

function foreignKeys(action: Action): readonly ConstraintSpec[] {
  if (action.kind === 'add-constraint') return [action.constraint].filter(({ kind }) => kind === 'foreign')
  if (action.kind !== 'create-table' && action.kind !== 'add-column') return []
  return action.constraints.filter(({ kind }) => kind === 'foreign')
}

function tableIn(action: Action): string {
  return 'table' in action && action.table !== undefined ? action.table : ''
}

/** By the statement itself, or by a later one in the file. */
function willBeIndexed(table: string, columns: readonly string[], { action, file, statement }: Context): boolean {
  const later = file.actions.filter((judged) => judged.statement > statement)
  let after = apply(file.actions.find((judged) => judged.action === action)?.schema ?? emptySchema, action, file.number)
  for (const judged of later) after = apply(judged.schema, judged.action, file.number)
  return (
    isIndexed(after, table, columns) ||
    (later.length > 0 && isIndexed(apply(later[0]?.schema ?? after, action, file.number), table, columns))
  )
}
