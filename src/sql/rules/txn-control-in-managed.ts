import type { Rule } from '../rule.ts'

export const txnControlInManaged: Rule = {
  severity: 'error',
  condition: 'BEGIN, COMMIT or ROLLBACK in a file that its tool runs in a transaction.',
  effect: 'wavec refuses the file; under Flyway the rest runs without a transaction.',
  workaround: 'Leave it out, or split the file.',
  bad: 'begin;\nalter table orders add column gift text;\ncommit;',
  good: 'alter table orders add column gift text;',
  proof: 'file',
  check: (action, { tool, file }) => {
    if (action.kind !== 'transaction' || action.within !== 'top' || tool.transaction === 'unknown') return undefined
    if (file.file.inTransaction === false || action.does === 'other') return undefined
    return {
      message: `${tool.transactionControl === 'refused' ? `${tool.title} refuses it` : `it ends the transaction that ${tool.title} has begun`}: each file is one transaction already`,
      help: 'leave it out, or split the file where it stands',
    }
  },
}
