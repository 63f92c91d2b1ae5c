import type { Rule } from '../rule.ts'

export const ifNotExistsMasksDrift: Rule = {
  severity: 'note',
  condition: 'IF NOT EXISTS in a migration that runs once, in a transaction.',
  effect:
    'What stands under the name already is taken for it, whatever it is: the database differs and nobody is told.',
  workaround: 'Leave it out.',
  bad: 'create table if not exists gifts (id bigint primary key);',
  good: 'create table gifts (id bigint primary key);',
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
