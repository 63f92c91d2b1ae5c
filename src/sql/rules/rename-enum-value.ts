import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const renameEnumValue: Rule = {
  severity: 'error',
  condition: 'A value of an enum is renamed.',
  effect: 'Old pods write the old value and fail with 22P02, and they read a value that they do not know.',
  workaround: 'Add the new value, let every writer use it, update old rows, and leave the old value in place.',
  bad: "alter type order_status rename value 'placed' to 'open';",
  good: "alter type order_status add value 'open';",
  proof: 'old query',
  contract: true,
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'rename' || action.object !== 'enum-value') return undefined
    const known = find(schema.enums, action.table ?? '')
    if (known !== undefined && isNew(known.origin)) return undefined
    return {
      message: `old pods write '${action.from}', which ${action.table ?? 'the type'} no longer has, and fail with 22P02`,
      help: `add '${action.to}' as a new value, update the rows, and leave '${action.from}' in place`,
    }
  },
}
