import type { Rule } from '../rule.ts'
import { bareName } from '../schema/schema.ts'

export const concurrentIfNotExists: Rule = {
  severity: 'note',
  condition: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS. A first run does no harm; one behind a build that failed does.',
  effect:
    'A build that was interrupted leaves an INVALID index; the second run finds it, skips, and calls that a success.',
  workaround:
    'DROP INDEX CONCURRENTLY IF EXISTS first, and CREATE without IF NOT EXISTS. wavec itself finds and rebuilds its own.',
  bad: 'create index concurrently if not exists orders_note_idx on orders (note);',
  good: 'drop index concurrently if exists orders_note_idx;\ncreate index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'create-index' || !action.concurrently || action.existing !== 'skip') return undefined
    const { name } = action.index
    const isDropped = context.file.actions.some(
      ({ action: other, statement }) =>
        statement < context.statement &&
        other.kind === 'drop' &&
        other.object === 'index' &&
        name !== undefined &&
        other.names.map(bareName).includes(bareName(name)),
    )
    if (isDropped) return undefined
    return {
      message: 'after a build that was interrupted it finds the INVALID index, skips, and calls that a success',
      help: `DROP INDEX CONCURRENTLY IF EXISTS ${name ?? 'NAME'} first, then CREATE INDEX CONCURRENTLY without IF NOT EXISTS`,
    }
  },
}
