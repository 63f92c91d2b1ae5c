import type { Rule } from '../rule.ts'

export const dynamicSqlOpaque: Rule = {
  severity: 'warning',
  condition:
    'A statement executes text that is built at run time, calls a routine that no file creates, or is of a kind that wavec does not know.',
  effect: 'It is not analysed: its locks, and what it breaks, are unknown.',
  workaround: 'Write the statement itself, or check what it runs and ignore the finding with that reason.',
  bad: "do $$ declare name text := 'coupons'; begin execute 'drop table ' || name; end $$;",
  good: "do $$ begin execute 'create table gifts (id bigint primary key)'; end $$;",
  proof: 'file',
  check: (action) => {
    if (action.kind !== 'opaque') return undefined
    return {
      message: `not analysed: ${action.why}`,
      why: 'its locks, and what it breaks, are unknown',
    }
  },
}
