import { isLive } from '../context.ts'
import { constraintWork } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const addPk: Rule = {
  severity: 'error',
  condition: 'A primary key is added without an existing index, or on columns that may hold NULL.',
  effect: 'Its index is built, or every row is checked for NULL, under ACCESS EXCLUSIVE.',
  workaround:
    'Make the columns NOT NULL through a validated CHECK, run CREATE UNIQUE INDEX CONCURRENTLY, then ADD PRIMARY KEY USING INDEX.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_pkey primary key (code);',
  good: 'alter table seats add constraint seats_pkey primary key using index seats_flight_seat_idx;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'primary' || !isLive(context, action.table))
      return undefined
    const [work] = constraintWork(action.table, action.constraint, context.schema)
    if (work === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while ${work.kind === 'scan' ? 'every row is checked for NULL' : 'its index is built'}: all reads and writes wait`,
    }
  },
}
