import type { Rule } from '../rule.ts'

export const txnControlInManaged: Rule = {
  severity: 'error',
  condition: 'A file that its tool runs in a transaction contains BEGIN, COMMIT or ROLLBACK.',
  effect: 'wavec refuses the file. Flyway runs the rest of it without a transaction.',
  workaround: 'Remove it, or split the file there.',
  bad: 'begin;\nalter table orders add column gift text;\ncommit;',
  good: 'alter table orders add column gift text;',
  proof: 'file',
  check: (action, { tool, file }) => {
    if (action.kind !== 'transaction' || action.within !== 'top' || tool.transaction === 'unknown') return undefined
    if (file.file.inTransaction === false || action.does === 'other') return undefined
    return {
      message: `${tool.transactionControl === 'refused' ? `${tool.title} refuses it` : `it ends the transaction that ${tool.title} began`}: each file is one transaction already`,
    }
  },
}
