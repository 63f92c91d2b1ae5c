import { withoutCredentials } from '../credentials/index.ts'
import { literalsOf, occursIn, readsNoRow } from '../migrations/sql-text.ts'
import { madeToFail } from '../protocol/made-to-fail.ts'
import { conditionOf, type Condition } from './pg-conditions.ts'
import { serverFiles } from './pg-source-files.ts'

/** The fields of a server's error, https://www.postgresql.org/docs/18/protocol-error-fields.html. */
export interface ServerError {
  readonly message: string
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
  readonly position?: string | undefined
  readonly internalQuery?: string | undefined
  readonly where?: string | undefined
  readonly file?: string | undefined
  readonly routine?: string | undefined
  readonly schema?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly dataType?: string | undefined
  readonly constraint?: string | undefined
}

/** What was sent to the server; `login` before anything was, when no row can be in an error. */
export type Sent = { readonly sql: string } | 'login'

export interface Shown {
  readonly message: string
  readonly detail: string | undefined
  readonly hint: string | undefined
}

/**
 * The parts of a server's error that may be shown in logs: fixed text, names from the catalogue, and text that the statement
 * itself contains. Everything else may be a value of a row and is withheld.
 */
export function withoutValues(error: ServerError, sent: Sent): Shown {
  const shown = partsOf(error, sent)
  if (sent === 'login') return shown
  const masked = (text: string | undefined): string | undefined => text && withoutCredentials(text, sent.sql)
  return {
    message: withoutCredentials(shown.message, sent.sql),
    detail: masked(shown.detail),
    hint: masked(shown.hint),
  }
}

function partsOf(error: ServerError, sent: Sent): Shown {
  const { message, detail, hint } = error
  if (isAboutStatement(error, sent)) return { message, detail, hint }
  const sql = sent === 'login' ? '' : sent.sql
  const condition = conditionOf(error.code)
  const text = textOf(error, condition)
  const otherwise = (part: string, whole: string): string => raised(sql, whole) ?? withheld(part)
  return {
    message: messageOf(error, text, sql) ?? raised(sql, message) ?? withheld(condition.name.replaceAll('_', ' ')),
    detail: detail === undefined ? undefined : (detailOf(error, detail, text) ?? otherwise('detail', detail)),
    hint: hint === undefined ? undefined : isNamesOnly(text) ? hint : otherwise('hint', hint),
  }
}

function withheld(what: string): string {
  return `${what}: text withheld because it may contain row values, see the server's log`
}

/**
 * The parser and the catalogue refuse a statement before it reads a row. They point at a place in the text that was sent, and
 * no function is running.
 */
function isAboutStatement(error: ServerError, sent: Sent): boolean {
  if (error.where !== undefined || error.internalQuery !== undefined) return false
  if (sent === 'login') return true
  return isFromServer(error) && (error.position !== undefined || readsNoRow(sent.sql))
}

/** These pass on the text of a function, or of an expression in it. */
const passedOn: readonly string[] = ['exec_stmt_raise', 'exec_stmt_assert']

function isFromServer({ file, routine }: ServerError): boolean {
  return file !== undefined && serverFiles.has(file) && !passedOn.includes(routine ?? '')
}

/**
 * Routines (field `routine`) whose message differs from the others of its state. `names`: message, detail and hint contain
 * only names of objects that exist and sizes. `withheld`: something varies that is not in quotes.
 */
const routines: Readonly<Record<string, 'names' | 'withheld'>> = {
  ATAddForeignKeyConstraint: 'names',
  ATExecAlterColumnType: 'names',
  ATPrepAlterColumnType: 'names',
  RememberAllDependentForRebuilding: 'names',
  RelationGetBufferForTuple: 'names',
  _bt_check_third_page: 'names',
  checkViewColumns: 'names',
  checkViewTupleDesc: 'names',
  check_for_column_name_collision: 'names',
  simple_heap_delete: 'names',
  simple_heap_update: 'names',
  transformFkeyCheckAttrs: 'names',
  // column t.NAME does not exist
  errorMissingColumn: 'withheld',
  // too many dotted names: NAME, cross-database references are not implemented: NAME
  DeconstructQualifiedName: 'withheld',
  LookupTypeNameExtended: 'withheld',
  makeRangeVarFromNameList: 'withheld',
}

type Text = Condition['text'] | 'names'

function textOf(error: ServerError, { text }: Condition): Text {
  return isFromServer(error) ? (routines[error.routine ?? ''] ?? text) : 'withheld'
}

function messageOf(error: ServerError, text: Text, sql: string): string | undefined {
  if (text === 'withheld') return undefined
  return text === 'quoted' ? withoutQuotes(error, sql) : error.message
}

function detailOf(error: ServerError, detail: string, text: Text): string | undefined {
  if (text === 'withheld' || text === 'quoted') return undefined
  if (isNamesOnly(text) && !showsRow.test(error.code ?? '')) return detail
  for (const { form, shown } of forms) {
    const found = form.exec(detail)
    if (found !== null) return shown(found)
  }
  return undefined
}

/** Constraints name the failing row, and STRICT of PL/pgSQL the parameters (plpgsql.print_strict_params). */
const showsRow = /^(?:23|44|P0)/

function isNamesOnly(text: Text): boolean {
  return text === 'names' || text === 'whole'
}

/** The quotation marks of the server's languages. */
const mark = /["'`´„‚「」『』《》〈〉＂\p{Pi}\p{Pf}]/u
const firstToLast = new RegExp(`(${mark.source})(.*)(${mark.source})`, 'su')

/** What the server writes between two quoted names. A value that contains a quotation mark has other text there. */
const between = [' of relation ', ' of table ', ' on table ', ' for table ', ' in table ', ' in schema ', ' for ', ': ']

/** Numbers, dates and bytes outside quotes. */
const number = /(?<![\p{L}\p{N}_"])\d[\p{L}\p{N}.,:+_-]*(?<![.,:])/gu

function withoutQuotes(error: ServerError, sql: string): string {
  const { message, schema, table, column, dataType, constraint } = error
  const names = [schema, table, column, dataType, constraint]
  const isKnown = (text: string): boolean => names.includes(text) || occursIn(sql, text)
  const unnumbered = (text: string): string => text.replaceAll(number, (found) => (isKnown(found) ? found : '…'))
  const found = firstToLast.exec(message)
  if (found === null) return unnumbered(message)
  const [whole, open = '', inside = '', close = ''] = found
  const [head, tail] = [message.slice(0, found.index), message.slice(found.index + whole.length)]
  return `${unnumbered(head)}${open}${quotedParts(inside, isKnown)}${close}${unnumbered(tail)}`
}

function quotedParts(inside: string, isKnown: (text: string) => boolean): string {
  const parts = inside.split('"')
  const isSeveral = parts.every((part, at) => (at % 2 === 0 ? !mark.test(part) : between.includes(part)))
  if (!isSeveral || parts.length % 2 === 0) return '…'
  return parts.map((part, at) => (at % 2 === 1 || isKnown(part.trim()) ? part : '…')).join('"')
}

const rehearsed: readonly string[] = Object.values(madeToFail)

function raised(sql: string, text: string): string | undefined {
  return rehearsed.includes(text) ? text : raisedBy(sql, text)
}

/** The literal of the statement that RAISE printed, with … for what it filled in. */
function raisedBy(sql: string, text: string): string | undefined {
  for (const literal of literalsOf(sql)) {
    if (/\p{L}{3}/u.test(literal) && isFilledIn(literal, text))
      return literal.replaceAll(placeholder, (found) => (found === '%%' ? '%' : '…'))
  }
  return undefined
}

const placeholder = /%%|%/g

function isFilledIn(literal: string, text: string): boolean {
  if (!literal.includes('%')) return literal === text
  let at = 0
  const fixed = literal
    .replaceAll('%%', '\0')
    .split('%')
    .map((part) => part.replaceAll('\0', '%'))
  for (const [index, part] of fixed.entries()) {
    const found = index === fixed.length - 1 ? text.length - part.length : text.indexOf(part, at)
    if (found < at || (index === 0 && found !== 0) || !text.startsWith(part, found)) return false
    at = found + part.length
  }
  return true
}

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
