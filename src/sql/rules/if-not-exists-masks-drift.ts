import type { Rule } from '../rule.ts'

export const ifNotExistsMasksDrift: Rule = {
  proof: 'file',
  check: (action, context) => {
    if (!('existing' in action) || action.existing !== 'skip' || action.kind === 'create-schema') return undefined
    // CONCURRENTLY has a rule of its own.
    if (action.kind === 'create-index' && action.concurrently) return undefined
    if (context.earlier().length === 0 && context.later().length === 0 && context.file.statements > 1) return undefined
    return {
      message: 'what stands under this name already is taken for it, with whatever columns, type or definition it has',
      help: 'leave IF NOT EXISTS out: a migration runs once, and should fail where the database is not what it thinks',
    }
  },
}
