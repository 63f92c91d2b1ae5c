/** What may be shown of PostgreSQL's DETAIL: names that stand in a schema, never a row's values. */
export function detailWithoutValues(detail: string, sqlstate: string | undefined): string {
  if (sqlstate !== undefined && aboutDefinitions.test(sqlstate)) return detail
  for (const { form, shown } of forms) {
    const found = form.exec(detail)
    if (found !== null) return shown(found)
  }
  return "detail withheld: it may hold row values; it is in the server's log"
}

/**
 * PostgreSQL's message, where it quotes data: `invalid input syntax for type integer: "…"`. A literal of the statement is
 * quoted so, too: there the caret shows it. In other languages it stands between other marks.
 */
export function messageWithoutValues(message: string, sqlstate: string | undefined): string {
  if (sqlstate === undefined || !quotesData.test(sqlstate)) return message
  return message.replace(/(["«»„「『]).*(["»«“”」』])/s, '$1…$2')
}

/** Data that can't be read as its type, is out of its range, or is no date (class 22). */
const quotesData = /^22(?:P02|P03|003|007|008|018|030|032)$/

/**
 * States whose detail speaks of objects or sessions: syntax and access (class 42), features, dependent objects, objects
 * in use, deadlocks.
 */
const aboutDefinitions = /^(?:42\w{3}|0A000|2BP01|55006|40P01)$/

interface Form {
  readonly form: RegExp
  readonly shown: (found: RegExpExecArray) => string
}

// In PostgreSQL's own words (nbtinsert.c, ri_triggers.c, execIndexing.c, execMain.c), which values may imitate: the name
// is read up to the first `)=(`, the end from the last, and nothing between them is shown.
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
