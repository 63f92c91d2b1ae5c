import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { defaultPartitionOf } from '../schema/schema.ts'

export const defaultPartitionScan: Rule = {
  severity: 'warning',
  condition: 'A partition is created or attached while the table has a default partition.',
  effect: 'PostgreSQL scans the default partition under ACCESS EXCLUSIVE for rows that belong to the new one.',
  workaround:
    'Add a NOT VALID CHECK to the default partition that excludes the new bounds, validate it in another migration, then add the partition.',
  bad: 'create table visits_2 partition of visits for values from (1000) to (2000);',
  good: 'alter table visits_other add constraint visits_other_rest check (day < 1000 or day >= 2000) not valid;',
  proof: 'scan',
  check: (action, context) => {
    const parent = action.kind === 'create-table' ? action.partitionOf : undefined
    const table = action.kind === 'attach-partition' ? action.table : parent
    if (table === undefined) return undefined
    const beside = defaultPartitionOf(context.schema, table)
    if (beside === undefined || !isLive(context, beside)) return undefined
    if (!context.facts.work.some(({ kind, relation }) => kind === 'scan' && relation === beside)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${beside} while it is scanned for rows of the new partition: queries that reach it wait`,
      help: `add a NOT VALID CHECK to ${beside} that excludes the new bounds, validate it in another migration, then add the partition`,
    }
  },
}
