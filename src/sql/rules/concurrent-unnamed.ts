import type { Rule } from '../rule.ts'

export const concurrentUnnamed: Rule = {
  severity: 'error',
  condition: 'With tool sql, an index is built CONCURRENTLY without a name.',
  effect: 'The runner refuses the file: a build that was interrupted could not be told from another index.',
  workaround: 'Name it.',
  bad: 'create index concurrently on orders (note);',
  good: 'create index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, { tool }) => {
    if (action.kind !== 'create-index' || !action.concurrently || action.index.name !== undefined) return undefined
    if (tool.secondRun !== 'resumes') return undefined
    return {
      message: `${tool.title} refuses it: an index that is built CONCURRENTLY needs a name, by which an interrupted build is found again`,
      help: 'create index concurrently NAME on …',
    }
  },
}
