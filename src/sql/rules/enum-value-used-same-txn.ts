import type { Action } from '../action.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const enumValueUsedSameTxn: Rule = {
  severity: 'error',
  condition: 'A value is added to an enum and used in the same transaction.',
  effect: 'The statement that uses it fails with 55P04.',
  workaround: 'Add the value in a migration of its own.',
  bad: "alter type order_status add value 'returned';\nalter table orders add column last_status order_status default 'returned';",
  good: "create type return_status as enum ('open', 'done');\nalter table orders add column return_status return_status default 'done';",
  proof: 'file',
  check: (action, context) => {
    const added = (context.file.byKind.get('add-enum-value') ?? []).find(
      (judged) =>
        judged.action.kind === 'add-enum-value' &&
        context.earlier().includes(judged) &&
        uses(action, judged.action.value),
    )
    if (added?.action.kind !== 'add-enum-value') return undefined
    const { name, value } = added.action
    const known = find(context.schema.enums, name)
    if (
      context.server >= 17 &&
      known !== undefined &&
      context.earlier().some(({ action: earlier }) => earlier.kind === 'create-enum' && earlier.name === name)
    )
      return undefined
    return {
      message: `fails with 55P04: '${value}' can't be used in the transaction that adds it`,
      related: { start: added.action.start, end: added.action.end, message: 'added here' },
    }
  },
}

const using: ReadonlySet<string> = new Set([
  'write',
  'set-default',
  'add-column',
  'add-constraint',
  'query',
  'create-index',
])

function uses(action: Action, value: string): boolean {
  return using.has(action.kind) && JSON.stringify(action).includes(`{"sval":${JSON.stringify(value)}}`)
}
