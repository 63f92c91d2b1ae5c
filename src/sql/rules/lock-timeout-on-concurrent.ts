import { isLive, settingAt, type Context } from '../context.ts'
import { milliseconds } from '../duration.ts'
import type { Finding, Rule } from '../rule.ts'

export const lockTimeoutOnConcurrent: Rule = {
  severity: 'error',
  condition: 'CONCURRENTLY or VALIDATE under the limits of ordinary statements, by a tool other than wavec.',
  effect:
    'lock_timeout ends CREATE INDEX CONCURRENTLY while it waits for old transactions, and leaves an INVALID index; statement_timeout ends VALIDATE on every large table.',
  workaround: 'SET lock_timeout = 0 and statement_timeout = 0 before it. wavec itself (tool: sql) does so.',
  bad: 'create index concurrently orders_note_idx on orders (note);',
  good: 'set lock_timeout = 0;\nset statement_timeout = 0;\ncreate index concurrently orders_note_idx on orders (note);',
  proof: 'file',
  check: (action, context) => {
    if (context.tool.secondRun === 'resumes') return undefined
    if (action.kind === 'validate-constraint') return validation(action.table, context)
    const isConcurrent = (action.kind === 'create-index' || action.kind === 'reindex') && action.concurrently
    if (!isConcurrent) return undefined
    const limit = limitAt(context, 'lock_timeout')
    if (limit === 0) return undefined
    if (limit === undefined && context.limits === 'unknown') return undefined
    return {
      message: `lock_timeout (${shown(limit)}) ends it while it waits for old transactions, and leaves an INVALID index`,
      help: 'SET lock_timeout = 0; SET statement_timeout = 0; before it, in a file of its own',
    }
  },
}

/** The tool's session starts with the pipeline's own limits, unless the file sets others. */
function validation(table: string, context: Context): Finding | undefined {
  const limit = limitAt(context, 'statement_timeout')
  if (!isLive(context, table) || limit === 0 || (limit === undefined && context.limits === 'unknown')) return undefined
  if (limit !== undefined && limit >= 60_000) return undefined
  return {
    message: `statement_timeout (${shown(limit)}) ends it while it reads every row`,
    help: 'SET LOCAL statement_timeout = 0 before it: it lets reads and writes pass, and the deadline of the Job is its bound',
  }
}

function limitAt(context: Context, name: string): number | undefined {
  const value = settingAt(context, name)
  return value === undefined ? undefined : milliseconds(value)
}

function shown(limit: number | undefined): string {
  return limit === undefined ? "the pipeline's" : `${limit} ms`
}
