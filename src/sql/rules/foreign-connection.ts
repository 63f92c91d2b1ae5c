import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const foreignConnection: Rule = {
  severity: 'warning',
  condition:
    'A migration lets the database connect to other servers: a foreign data wrapper or server, dblink, a subscription.',
  effect:
    'Data can leave or enter past the application and the NetworkPolicies of its pods, with a credential that the database keeps.',
  workaround:
    'Review where it connects, and with which credential. If it is meant: -- wavec:ignore sql/foreign-connection REASON.',
  bad: 'create foreign data wrapper billing;\ncreate server billing_db foreign data wrapper billing;',
  good: 'create schema billing;',
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'connection')
    if (found === undefined) return undefined
    return { message: `${found.reach.what} lets the database connect to another server`, place: found.place }
  },
}
