import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const definerSearchPath: Rule = {
  severity: 'warning',
  condition: 'A routine is SECURITY DEFINER and sets no search_path of its own.',
  effect:
    'It runs with the rights of its owner, but looks names up in the search_path of its caller, who can put a table or function of the same name before the one that is meant: in pg_temp, or in any schema with the right to create.',
  workaround: 'Write SET search_path = SCHEMA, pg_temp with the routine, and REVOKE EXECUTE from PUBLIC.',
  bad: "create function order_count() returns bigint language sql security definer as 'select count(*) from orders';",
  good: "create function order_count() returns bigint language sql security definer\nset search_path = public, pg_temp as 'select count(*) from orders';",
  proof: 'rights',
  check: (action, { file }) => {
    const [found] = reachesIn(action, 'definer')
    if (found === undefined) return undefined
    const { name } = found.reach
    // ALTER FUNCTION … SET search_path may follow in the same file.
    const isPinned = file.actions.some(
      ({ action: other }) =>
        other.start > action.start && reachesIn(other, 'search-path').some(({ reach }) => reach.name === name),
    )
    if (isPinned) return undefined
    return { message: `${name}() runs with its owner's rights in the search_path of its caller`, place: found.place }
  },
}
