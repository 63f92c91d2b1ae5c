import { unreachable } from '../../diagnostic/unreachable.ts'
import type { Rule } from '../rule.ts'

export const txnControlInManaged: Rule = {
  severity: 'error',
  condition:
    'A file that its tool runs in a transaction begins or ends a transaction: BEGIN, COMMIT, ROLLBACK, PREPARE TRANSACTION, or COMMIT in a DO block or in a procedure that it calls.',
  effect:
    'wavec refuses the file. Flyway runs the rest of it without a transaction. In a block or procedure it fails with 2D000.',
  workaround: 'Remove it, or split the file there.',
  bad: 'begin;\nalter table orders add column gift text;\ncommit;',
  good: 'alter table orders add column gift text;',
  proof: 'file',
  check: (action, { tool, file }) => {
    if (action.kind !== 'transaction' || tool.transaction === 'unknown' || file.file.inTransaction === false)
      return undefined
    switch (action.within) {
      case 'loop':
        return undefined // sql/do-loop-no-commit
      case 'block':
        return {
          message: `fails with 2D000: COMMIT and ROLLBACK are not allowed in the transaction that ${tool.title} began`,
          help: 'remove it, or run the file outside a transaction',
        }
      case 'top':
        if (action.does === 'other' && tool.transactionControl === 'executed') return undefined
        return {
          message: `${tool.transactionControl === 'refused' ? `${tool.title} refuses it` : `it ends the transaction that ${tool.title} began`}: each file is one transaction already`,
        }
      default:
        return unreachable(action.within)
    }
  },
}
