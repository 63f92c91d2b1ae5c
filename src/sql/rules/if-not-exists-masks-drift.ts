import type { Rule } from '../rule.ts'

export const ifNotExistsMasksDrift: Rule = {
  severity: 'note',
  condition: 'A migration that runs once, in a transaction, uses IF NOT EXISTS.',
  effect:
    'An existing object of that name is accepted, even if its definition differs, and nothing reports the difference.',
  workaround: 'Remove IF NOT EXISTS: a migration runs once, and should fail if the database is not what it expects.',
  bad: 'create table if not exists gifts (id bigint primary key);',
  good: 'create table gifts (id bigint primary key);',
  proof: 'file',
  check: (action, context) => {
    if (!('existing' in action) || action.existing !== 'skip' || action.kind === 'create-schema') return undefined
    // CONCURRENTLY has a rule of its own.
    if (action.kind === 'create-index' && action.concurrently) return undefined
    if (context.earlier().length === 0 && context.later().length === 0 && context.file.statements > 1) return undefined
    return {
      message: 'an existing object of this name is accepted, even if its columns, type or definition differ',
    }
  },
}
