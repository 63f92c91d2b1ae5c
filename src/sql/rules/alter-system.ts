import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const alterSystem: Rule = {
  severity: 'error',
  condition: 'A migration changes the configuration of the whole server: ALTER SYSTEM, pg_reload_conf().',
  effect:
    'It holds for every database of the server, and no rollback of the release takes it back. ALTER SYSTEM fails in a transaction with 25001.',
  workaround:
    'Leave it to who runs the server. For this database: ALTER DATABASE … SET, by its owner. If it is meant: -- wavec:ignore sql/alter-system REASON.',
  bad: "alter system set log_statement = 'none';",
  good: "set local work_mem = '64MB';",
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'server-setting')
    if (found === undefined) return undefined
    return {
      message: `${found.reach.what} changes the configuration of every database of the server`,
      place: found.place,
    }
  },
}
