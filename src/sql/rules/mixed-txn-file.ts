import type { Rule } from '../rule.ts'

export const mixedTxnFile: Rule = {
  severity: 'warning',
  condition: 'A file mixes a statement that cannot run in a transaction with others.',
  effect: 'Flyway refuses it. Other tools run the others without a transaction and can leave them half done.',
  workaround: 'Put it in a file of its own.',
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
      message: "it can't run in a transaction, and the other statements of the file need one",
      related: { start: other.action.start, end: other.action.end, message: 'for example this one' },
      help:
        tool.outsideBy === undefined
          ? 'put it in a file of its own that runs outside a transaction'
          : `put it in a file of its own, or set ${tool.outsideBy}`,
    }
  },
}
