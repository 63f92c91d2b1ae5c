import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addUniqueNoIndex: Rule = {
  severity: 'error',
  condition: 'A UNIQUE constraint is added without an existing index.',
  effect: 'Its index is built under ACCESS EXCLUSIVE, and duplicate rows make it fail.',
  workaround: 'Run CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_code_key unique (code);',
  good: 'alter table seats add constraint seats_key unique using index seats_flight_seat_idx;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, usingIndex, name } = action.constraint
    if (kind !== 'unique' || usingIndex !== undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: all reads and writes wait`,
      help: `run CREATE UNIQUE INDEX CONCURRENTLY ${name ?? 'NAME'} …, then ADD CONSTRAINT … UNIQUE USING INDEX ${name ?? 'NAME'}`,
    }
  },
}
