import type { Rule } from '../rule.ts'
import { bareName } from '../schema/schema.ts'

export const concurrentIfNotExists: Rule = {
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
