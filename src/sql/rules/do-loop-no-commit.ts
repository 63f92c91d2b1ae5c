import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Finding, Rule } from '../rule.ts'

export const doLoopNoCommit: Rule = {
  severity: 'error',
  condition: 'A DO block writes rows in a loop without COMMIT, or with one inside a transaction of the tool.',
  effect:
    'It is one transaction, however many pauses it makes: every row that it has written stays locked until the end, and nobody sees any of it. COMMIT inside the transaction of a tool fails with 2D000.',
  workaround: 'A backfill in the spec; or COMMIT in the loop, in a file that runs outside a transaction.',
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
      message: `one transaction: the rows of ${action.write.table} that it has written stay locked, and nobody sees them, until the last round`,
      why: 'a loop with pauses in a DO block looks like batches, and is none',
      help: 'COMMIT in the loop, outside of any transaction; better a backfill in the spec, which resumes and throttles itself',
    }
  },
}

function managed(action: Action, { tool, file, server }: Context): Finding | undefined {
  if (server < 11 || file.file.inTransaction === false) return undefined
  if (tool.transaction === 'unknown' && file.file.inTransaction === undefined) return undefined
  return {
    message: `COMMIT inside a transaction that ${tool.title} has begun fails with 2D000`,
    place: action,
    help: 'run the file outside a transaction; better a backfill in the spec, which resumes and throttles itself',
  }
}
