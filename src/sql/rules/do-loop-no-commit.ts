import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'
import { batchesBy } from '../wording.ts'

export const doLoopNoCommit: Rule = {
  severity: 'error',
  condition: 'A DO block writes rows in a loop without COMMIT, or commits in a transaction that the tool began.',
  effect:
    'Without COMMIT the loop is one transaction, even with pauses: every row that it wrote stays locked until the end, and no other session sees the new values. COMMIT in the transaction of a tool fails with 2D000.',
  workaround:
    'COMMIT in the loop, and run the file outside a transaction (Flyway: executeInTransaction=false in FILE.sql.conf). With tool sql, which runs a DO block in a transaction, write one statement for each range of the key and end the file with VACUUM.',
  bad: "do $$\nbegin\n  for part in 0..9 loop\n    update orders set note = '' where note is null and id between part * 1000 and part * 1000 + 999;\n    perform pg_sleep(0.05);\n  end loop;\nend\n$$;",
  good: "do $$\nbegin\n  for part in 0..9 loop\n    update orders set note = '' where note is null and id between part * 1000 and part * 1000 + 999;\n    commit;\n    perform pg_sleep(0.05);\n  end loop;\nend\n$$;",
  proof: 'file',
  check: (action, context) => {
    if (action.within !== 'loop') return undefined
    const commits = context.file.actions.find(
      ({ action: other, statement }) =>
        statement === context.statement && other.kind === 'transaction' && other.within !== 'top',
    )
    if (action.kind === 'transaction') return managed(action, context)
    if (
      action.kind !== 'write' ||
      action.write.verb === 'copy' ||
      commits !== undefined ||
      !isLive(context, action.write.table)
    )
      return undefined
    return {
      message: `one transaction: the rows of ${action.write.table} stay locked, and no other session sees the new values, until the loop ends`,
      why: 'a loop with pauses in a DO block looks like batches, but commits once',
      help: batchesBy(context.tool),
    }
  },
}

function managed(action: Action, { tool, file, server }: Context): Finding | undefined {
  if (server < 11 || file.file.inTransaction === false) return undefined
  if (tool.transaction === 'unknown' && file.file.inTransaction === undefined) return undefined
  return {
    message: `fails with 2D000: COMMIT is not allowed in the transaction that ${tool.title} began`,
    place: action,
    help: batchesBy(tool),
  }
}
