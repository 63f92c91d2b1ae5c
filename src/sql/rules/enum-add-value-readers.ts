import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const enumAddValueReaders: Rule = {
  proof: 'file',
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'add-enum-value') return undefined
    const known = find(schema.enums, action.name)
    if (known !== undefined && isNew(known.origin)) return undefined
    return {
      message: `once somebody writes '${action.value}', pods that still run read a value that they do not know`,
      help: 'ship readers of the value first, and only then a writer of it',
    }
  },
}
