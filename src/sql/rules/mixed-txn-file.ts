import type { Rule } from '../rule.ts'

export const mixedTxnFile: Rule = {
  severity: 'warning',
  condition: 'A file holds a statement that can not run in a transaction, and others.',
  effect: 'Flyway refuses it; other tools run the others without a transaction, and leave them half done.',
  workaround: 'One file each.',
  bad: 'create table wraps (id bigint primary key);\ncreate index concurrently orders_note_idx on orders (note);',
  good: 'create index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, context) => {
    const { file, tool, facts } = context
    if (facts.transaction !== 'outside' || tool.secondRun === 'resumes' || action.within !== 'top') return undefined
    if (file.file.inTransaction !== undefined) return undefined
    const other = file.actions.find(
      ({ action: { kind }, facts: own }) => own.transaction !== 'outside' && !tool.besideAlone.includes(kind),
    )
    if (other === undefined) return undefined
    return {
      message: 'it can not share a transaction with the other statements of the file, which need one',
      related: { start: other.action.start, end: other.action.end, message: 'such as this one' },
      help:
        tool.outsideBy === undefined
          ? 'a file of its own that runs outside a transaction'
          : `a file of its own, or ${tool.outsideBy}`,
    }
  },
}
