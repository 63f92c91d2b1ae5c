import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const renameEnumValue: Rule = {
  severity: 'error',
  condition: 'A value of an enum gets another name.',
  effect: 'Pods that still run write the old one: 22P02. What they read is a value that they do not know.',
  workaround: 'Add the new value, let every writer use it, move old rows over, and leave the old value where it is.',
  bad: "alter type order_status rename value 'placed' to 'open';",
  good: "alter type order_status add value 'open';",
  proof: 'old query',
  contract: true,
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'rename' || action.object !== 'enum-value') return undefined
    const known = find(schema.enums, action.table ?? '')
    if (known !== undefined && isNew(known.origin)) return undefined
    return {
      message: `pods that still run write '${action.from}', which ${action.table ?? 'the type'} no longer has: 22P02`,
      help: `add '${action.to}' as a value of its own, move the rows over, and leave '${action.from}' where it is`,
    }
  },
}
