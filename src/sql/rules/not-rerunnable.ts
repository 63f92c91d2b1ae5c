import type { Action } from '../action.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'

export const notRerunnable: Rule = {
  severity: 'warning',
  condition: 'A file that runs statement by statement has one that fails on a second run.',
  effect: 'If a later statement fails, the file cannot be run again as it is.',
  workaround: 'Use IF NOT EXISTS, IF EXISTS or OR REPLACE, or put it in a file of its own.',
  bad: 'create table gifts (id bigint primary key);\ncreate table wraps (id bigint primary key);',
  good: 'create table if not exists gifts (id bigint primary key);\ncreate table wraps (id bigint primary key);',
  proof: 'file',
  check: (action, context) => {
    const { file, tool } = context
    if (tool.secondRun === 'resumes' || action.within !== 'top' || !runsAlone(context)) return undefined
    const counted = file.actions.filter(({ action: other }) => other.kind !== 'set' && other.kind !== 'transaction')
    const isLast = counted.at(-1)?.action === action
    if (counted.length < 2 || isLast || !failsAgain(action)) return undefined
    return {
      message:
        'the file runs statement by statement: if a later one fails, a second run stops here, because this one is already done',
    }
  },
}

/** Each statement is a transaction of its own, because the file asks for it. */
function runsAlone({ file }: Context): boolean {
  if (file.file.inTransaction !== false) return false
  const transactions = new Set(file.actions.map(({ transaction }) => transaction))
  return transactions.size === new Set(file.actions.map(({ statement }) => statement)).size && transactions.size > 1
}

function failsAgain(action: Action): boolean {
  if ('existing' in action) return action.existing === 'refuse'
  if ('missing' in action) return action.missing === 'refuse'
  return (
    action.kind === 'add-constraint' ||
    action.kind === 'rename' ||
    action.kind === 'create-enum' ||
    action.kind === 'create-domain'
  )
}
