/** The part of PostgreSQL's DETAIL that may be shown: names from the schema, never row values. */
export function detailWithoutValues(detail: string, sqlstate: string | undefined): string {
  if (sqlstate !== undefined && aboutDefinitions.test(sqlstate)) return detail
  for (const { form, shown } of forms) {
    const found = form.exec(detail)
    if (found !== null) return shown(found)
  }
  return "detail withheld because it may contain row values: see the server's log"
}

/**
 * PostgreSQL's message without quoted data: `invalid input syntax for type integer: "…"`. It quotes a literal of the
 * statement in the same way, but the caret still shows that. Other languages use other quotation marks.
 */
export function messageWithoutValues(message: string, sqlstate: string | undefined): string {
  if (sqlstate === undefined || !quotesData.test(sqlstate)) return message
  return message.replace(/(["«»„「『]).*(["»«“”」』])/s, '$1…$2')
}

/** Class 22 states for data that does not parse as its type, is out of range, or is not a date. */
const quotesData = /^22(?:P02|P03|003|007|008|018|030|032)$/

/**
 * States whose detail names only objects or sessions: syntax and access (class 42), features, dependent objects, objects
 * in use, deadlocks.
 */
const aboutDefinitions = /^(?:42\w{3}|0A000|2BP01|55006|40P01)$/

interface Form {
  readonly form: RegExp
  readonly shown: (found: RegExpExecArray) => string
}

// PostgreSQL's formats (nbtinsert.c, ri_triggers.c, execIndexing.c, execMain.c). A value can imitate them, so the name ends
// at the first `)=(`, the ending starts at the last, and nothing between is shown.
const forms: readonly Form[] = [
  {
    form: /^Key \((.+?)\)=\(.*\) (already exists|is duplicated)\.$/s,
    shown: ([, key, end]) => `Key (${key})=(…) ${end}.`,
  },
  {
    form: /^Key \((.+?)\)=\(.*\) (is not present in|is still referenced from|is referenced from) table "([^"]+)"\.$/s,
    shown: ([, key, end, table]) => `Key (${key})=(…) ${end} table "${table}".`,
  },
  {
    form: /^Key \((.+?)\)=\(.*\) conflicts with (existing key|key) \(.*\)\.$/s,
    shown: ([, key, other]) => `Key (${key})=(…) conflicts with ${other} (${key})=(…).`,
  },
  { form: /^Failing row contains \(.*\)\.$/s, shown: () => 'Failing row contains (…).' },
  {
    form: /^Partition key of the failing row contains \(([^=]+?)\) = \(.*\)\.$/s,
    shown: ([, key]) => `Partition key of the failing row contains (${key}) = (…).`,
  },
]
