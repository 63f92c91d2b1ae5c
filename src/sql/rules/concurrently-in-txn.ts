import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'

export const concurrentlyInTxn: Rule = {
  severity: 'error',
  condition: 'A transaction contains a statement that PostgreSQL refuses there.',
  effect:
    'It fails with 25001. Such statements are CREATE, DROP and REINDEX INDEX CONCURRENTLY, DETACH … CONCURRENTLY and VACUUM.',
  workaround: 'Put it in a file of its own that runs outside a transaction.',
  bad: 'begin;\ncreate index concurrently orders_note_idx on orders (note);\ncommit;',
  good: 'create index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, context) => {
    if (context.facts.transaction !== 'outside') return undefined
    const isInside = action.within !== 'top' || context.file.file.inTransaction === true || isOpen(context)
    if (!isInside) return undefined
    const { outsideBy = 'Flyway: executeInTransaction=false in FILE.sql.conf' } = context.tool
    return {
      message: 'fails with 25001: PostgreSQL refuses it in a transaction',
      help: `put it in a file of its own that runs outside a transaction (${outsideBy})`,
    }
  },
}

function isOpen({ file, statement }: Context): boolean {
  let open = false
  for (const { action, statement: at } of file.actions) {
    if (at >= statement) break
    if (action.kind === 'transaction' && action.within === 'top' && action.does !== 'other')
      open = action.does === 'begin'
  }
  return open
}
