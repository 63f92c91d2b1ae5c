import type { Rule } from '../rule.ts'

export const concurrentUnnamed: Rule = {
  proof: 'file',
  check: (action, { tool }) => {
    if (action.kind !== 'create-index' || !action.concurrently || action.index.name !== undefined) return undefined
    if (tool !== 'sql') return undefined
    return {
      message:
        'wavec refuses it: an index that is built CONCURRENTLY needs a name, by which an interrupted build is found again',
      help: 'create index concurrently NAME on …',
    }
  },
}
