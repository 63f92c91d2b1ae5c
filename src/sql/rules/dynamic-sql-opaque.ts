import type { Rule } from '../rule.ts'

export const dynamicSqlOpaque: Rule = {
  proof: 'file',
  check: (action) => {
    if (action.kind !== 'opaque') return undefined
    return {
      message: `not analysed: ${action.why}`,
      why: 'nothing is known of its locks, or of what it breaks',
      help: 'write the statement itself, or look at what it runs and ignore this with that reason',
    }
  },
}
