import { isLive } from '../context.ts'
import { constraintWork } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const addPk: Rule = {
  severity: 'error',
  condition: 'A primary key is added without an index that is there already, or over columns that may hold NULL.',
  effect: 'Its index is built, or every row is read for NULL, under ACCESS EXCLUSIVE.',
  workaround:
    'Make the columns NOT NULL through a validated CHECK; CREATE UNIQUE INDEX CONCURRENTLY; ADD PRIMARY KEY USING INDEX.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_pkey primary key (code);',
  good: 'alter table seats add constraint seats_pkey primary key using index seats_flight_seat_idx;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'primary' || !isLive(context, action.table))
      return undefined
    const [work] = constraintWork(action.table, action.constraint, context.schema)
    if (work === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while ${work.kind === 'scan' ? 'every row is read for NULL' : 'its index is built'}: nobody reads or writes meanwhile`,
      help: 'make the columns NOT NULL first, through a validated CHECK; CREATE UNIQUE INDEX CONCURRENTLY; then ADD PRIMARY KEY USING INDEX',
    }
  },
}
