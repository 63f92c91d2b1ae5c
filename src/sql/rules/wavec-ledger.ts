import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const wavecLedger: Rule = {
  severity: 'error',
  condition:
    'A migration changes what wavec records, or releases its lock: the schema wavec, pg_advisory_unlock_all(), DISCARD ALL.',
  effect:
    'The ledger is what keeps a migration from being applied twice, and the lock what keeps two migrators apart. Without them, the next release acts on a wrong history.',
  workaround: 'Remove it. To repair the ledger, use the SQL that wavec prints with the failure, by hand.',
  bad: 'select pg_advisory_unlock_all();',
  good: 'select pg_try_advisory_xact_lock(42);',
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'own')
    if (found === undefined) return undefined
    const isLock = found.reach.what !== 'wavec' && !found.reach.what.startsWith('wavec.')
    const does = isLock
      ? 'releases the lock under which the migrator works'
      : "is wavec's own record of what is applied"
    return { message: `${found.reach.what} ${does}`, place: found.place }
  },
}
