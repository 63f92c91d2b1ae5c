import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const enumAddValueReaders: Rule = {
  severity: 'note',
  condition: 'A value is added to an enum.',
  effect: 'Old pods read it as soon as the new release writes it, and most code has no case for it.',
  workaround: 'Ship readers of the value in one release and its first writer in a later one.',
  bad: "alter type order_status add value 'returned';",
  good: "create type return_status as enum ('open', 'done');",
  proof: 'file',
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'add-enum-value') return undefined
    const known = find(schema.enums, action.name)
    if (known !== undefined && isNew(known.origin)) return undefined
    return {
      message: `as soon as the new release writes '${action.value}', old pods read a value that they do not know`,
    }
  },
}
