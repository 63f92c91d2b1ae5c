import type { Rule } from '../rule.ts'
import { bareName } from '../schema/schema.ts'

export const concurrentIfNotExists: Rule = {
  severity: 'note',
  condition:
    'An index is created with both CONCURRENTLY and IF NOT EXISTS. The first run is harmless, a run after a failed build is not.',
  effect:
    'An interrupted build leaves an INVALID index. The second run finds it, skips the statement and reports success.',
  workaround:
    'Run DROP INDEX CONCURRENTLY IF EXISTS first, then CREATE without IF NOT EXISTS. With tool sql, wavec finds and rebuilds its own interrupted index.',
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
      message: 'after an interrupted build it finds the INVALID index, skips the statement and reports success',
      help: `run DROP INDEX CONCURRENTLY IF EXISTS ${name ?? 'NAME'} first, then CREATE INDEX CONCURRENTLY without IF NOT EXISTS`,
    }
  },
}
