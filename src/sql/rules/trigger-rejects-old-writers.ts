import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const triggerRejectsOldWriters: Rule = {
  severity: 'warning',
  condition:
    'A trigger on a table in use raises an exception or returns NULL before a row is written, or a rule does something else INSTEAD.',
  effect: 'Writes by old pods fail, or are silently dropped.',
  workaround:
    'Ship writers that comply, and create the trigger once no other writer is left: -- wavec:contract after=RELEASE.',
  bad: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  if new.code is null then\n    raise exception 'an order has a code';\n  end if;\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
  good: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  new.code := coalesce(new.code, 'none');\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'create-rule' && isLive(context, action.table))
      return {
        message: `from now on a rule changes what an ${action.event} by old pods on ${action.table} does`,
      }
    const refusal = refusalOf(action, context)
    if (refusal === undefined) return undefined
    const { table, how } = refusal
    const does = how === 'error' ? 'raises an exception for rows' : 'skips rows'
    return {
      message: `the trigger function ${does} that old pods may write to ${table}`,
      why:
        how === 'error'
          ? 'their statement fails with the error that it raises'
          : 'they get no error, and the row is not written',
    }
  },
}

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

/** The function of an existing trigger. */
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
    // PostgreSQL ignores what a trigger returns AFTER the row is written.
    if (step.how === 'error' || timing === 'before row') return { table, how: step.how }
  }
  return undefined
}
