import type { Rule } from '../rule.ts'

export const concurrentUnnamed: Rule = {
  severity: 'error',
  condition: 'With tool sql, an index is built CONCURRENTLY without a name.',
  effect: 'The runner refuses the file, because it could not find the index again after an interrupted build.',
  workaround: 'Name the index: CREATE INDEX CONCURRENTLY NAME ON …',
  bad: 'create index concurrently on orders (note);',
  good: 'create index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, { tool }) => {
    if (action.kind !== 'create-index' || !action.concurrently || action.index.name !== undefined) return undefined
    if (tool.secondRun !== 'resumes') return undefined
    return {
      message: `${tool.title} refuses it: an index built CONCURRENTLY needs a name, so that an interrupted build can be found again`,
    }
  },
}
