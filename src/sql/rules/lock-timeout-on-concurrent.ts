import { isLive, settingAt, type Context } from '../context.ts'
import { milliseconds } from '../duration.ts'
import type { Finding, Rule } from '../rule.ts'

export const lockTimeoutOnConcurrent: Rule = {
  severity: 'error',
  condition: 'CONCURRENTLY or VALIDATE runs under the timeouts of ordinary statements, with a tool other than wavec.',
  effect:
    'lock_timeout cancels CREATE INDEX CONCURRENTLY while it waits for old transactions, and leaves an INVALID index. statement_timeout cancels VALIDATE on every large table.',
  workaround: 'SET lock_timeout = 0 and statement_timeout = 0 before it. With tool sql, wavec does so itself.',
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
      message: `lock_timeout (${shown(limit)}) cancels it while it waits for old transactions, and leaves an INVALID index`,
      help: 'put it in a file of its own, after SET lock_timeout = 0 and SET statement_timeout = 0',
    }
  },
}

/** The tool's session starts with the pipeline's own limits, unless the file sets others. */
function validation(table: string, context: Context): Finding | undefined {
  const limit = limitAt(context, 'statement_timeout')
  if (!isLive(context, table) || limit === 0 || (limit === undefined && context.limits === 'unknown')) return undefined
  if (limit !== undefined && limit >= 60_000) return undefined
  return {
    message: `statement_timeout (${shown(limit)}) cancels it while it checks every row`,
    help: 'SET LOCAL statement_timeout = 0 before it: VALIDATE lets reads and writes through, and the deadline of the Job limits it',
  }
}

function limitAt(context: Context, name: string): number | undefined {
  const value = settingAt(context, name)
  return value === undefined ? undefined : milliseconds(value)
}

function shown(limit: number | undefined): string {
  return limit === undefined ? "the pipeline's" : `${limit} ms`
}
