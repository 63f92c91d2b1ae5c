import type { Rule } from '../rule.ts'

export const dynamicSqlOpaque: Rule = {
  severity: 'warning',
  condition:
    'A statement runs text that is made when it runs, calls a routine that no file makes, or is of a kind that wavec does not know.',
  effect: 'It is not analysed: nothing is known of its locks, or of what it breaks.',
  workaround: 'Write the statement itself, or look at what it runs and ignore the finding with that reason.',
  bad: "do $$ declare name text := 'coupons'; begin execute 'drop table ' || name; end $$;",
  good: "do $$ begin execute 'create table gifts (id bigint primary key)'; end $$;",
  proof: 'file',
  check: (action) => {
    if (action.kind !== 'opaque') return undefined
    return {
      message: `not analysed: ${action.why}`,
      why: 'nothing is known of its locks, or of what it breaks',
      help: 'write the statement itself, or look at what it runs and ignore this with that reason',
    }
  },
}
