import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const attachPartitionScan: Rule = {
  severity: 'error',
  condition: 'A table is attached as a partition without a validated CHECK of its bounds.',
  effect: 'Every row of it is checked under ACCESS EXCLUSIVE.',
  workaround: 'Add a CHECK of the bounds NOT VALID, validate it in another migration, then attach the table.',
  bad: 'alter table events attach partition events_2 for values from (1000) to (2000);',
  good: 'create table events_3 (id bigint not null, day integer not null);\nalter table events attach partition events_3 for values from (2000) to (3000);',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'attach-partition' || !isLive(context, action.partition)) return undefined
    const kinds = context.facts.work.filter(({ relation }) => relation === action.partition).map(({ kind }) => kind)
    if (action.bound === 'default' || kinds.length === 0) return undefined
    const { partition, table } = action
    if (!kinds.includes('scan'))
      return {
        message: `ACCESS EXCLUSIVE on ${partition} while the indexes of ${table} that it lacks are built`,
        help: 'build each of these indexes on it CONCURRENTLY, then attach it',
      }
    return {
      message: `ACCESS EXCLUSIVE on ${partition} while every row is checked against the bounds`,
    }
  },
}
