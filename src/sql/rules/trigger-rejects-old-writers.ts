import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const triggerRejectsOldWriters: Rule = {
  severity: 'warning',
  condition:
    'A trigger on a live table raises an exception, or returns NULL before a row is written; or a rule does something else INSTEAD.',
  effect: 'What pods of the release before write fails, or is not there afterwards, without an error.',
  workaround:
    'Ship writers that comply first. When no other is left, make the trigger and say since when: -- wavec:contract after=RELEASE.',
  bad: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  if new.code is null then\n    raise exception 'an order has a code';\n  end if;\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
  good: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  new.code := coalesce(new.code, 'none');\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'create-rule' && isLive(context, action.table))
      return {
        message: `${action.event} of pods that still run on ${action.table} does something else from here on`,
        help,
      }
    const refusal = refusalOf(action, context)
    if (refusal === undefined) return undefined
    const { table, how } = refusal
    const does = how === 'error' ? 'raises an exception for rows' : 'leaves out rows'
    return {
      message: `the trigger's function ${does} that pods that still run may write to ${table}`,
      why:
        how === 'error'
          ? 'their statement fails with whatever it raises'
          : 'they are told of no error, and the row is not there',
      help,
    }
  },
}

const help = 'ship writers that comply first, and say since when: -- wavec:contract after=RELEASE'

interface Refusal {
  readonly table: string
  readonly how: 'error' | 'silence'
}

function refusalOf(action: Action, context: Context): Refusal | undefined {
  if (action.kind === 'create-trigger') {
    const { table, routine, timing } = action
    return isLive(context, table) ? found(table, find(context.schema.routines, routine)?.body, timing) : undefined
  }
  if (action.kind !== 'create-routine' || action.routine.returns !== 'trigger') return undefined
  return ofReplaced(action.routine, context)
}

/** The function of a trigger that is there. */
function ofReplaced(
  { name, body }: { readonly name: string; readonly body: readonly Action[] | undefined },
  context: Context,
) {
  const before = find(context.schema.routines, name)
  if (before === undefined || context.isNew(before.origin)) return undefined
  for (const table of context.schema.tables.values()) {
    if (![...table.triggers.values()].some(({ routine }) => routine === name) || !isLive(context, table.name)) continue
    const [now, then] = [found(table.name, body, 'before row'), found(table.name, before.body, 'before row')]
    if (now !== undefined && then === undefined) return now
  }
  return undefined
}

function found(
  table: string,
  body: readonly Action[] | undefined,
  timing: 'before row' | 'other',
): Refusal | undefined {
  for (const step of body ?? []) {
    if (step.kind !== 'refuse') continue
    // What a trigger returns AFTER the row is written is not looked at.
    if (step.how === 'error' || timing === 'before row') return { table, how: step.how }
  }
  return undefined
}
