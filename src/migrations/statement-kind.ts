import { isOn, misreadBy, settingIn, type Misread, type Setting } from './misread.ts'
import type { Statement, Word } from './statements.ts'
import { controlIn, endInBlock } from './transaction-control.ts'
import { wordReader, type WordReader } from './word-reader.ts'

/** A name as written, e.g. `public."Orders"`, which to_regclass() accepts. */
type Name = string

/** How a statement has to be run. */
export type StatementKind =
  | { readonly kind: 'plain' }
  | { readonly kind: 'transaction-control'; readonly word: string }
  /** A DO block with COMMIT or ROLLBACK, `at` a place in the statement. */
  | { readonly kind: 'ends-inside'; readonly word: string; readonly at: number }
  /** Leaves a transaction in which the ledger can't record the statement. */
  | { readonly kind: 'read-only' }
  /** After it, the server would read the file differently than it is written. */
  | ({ readonly kind: 'misread' } & Misread)
  /** SET TRANSACTION, and what else PostgreSQL takes only before the first query of a transaction. */
  | { readonly kind: 'transaction-mode' }
  /** Affects the statements after it, so a session that resumes in the middle of a file repeats it. */
  | { readonly kind: 'setting' }
  | { readonly kind: 'copy-from-stdin' }
  /** CONCURRENTLY. `name` has no schema, because an index is created in its table's schema. */
  | {
      readonly kind: 'create-index'
      readonly name: Name | undefined
      readonly table: Name
      readonly existing: 'refuse' | 'skip'
    }
  | { readonly kind: 'drop-index'; readonly name: Name }
  | { readonly kind: 'reindex'; readonly object: 'index' | 'table' | 'other'; readonly name: Name }
  | { readonly kind: 'detach'; readonly table: Name; readonly partition: Name }
  | { readonly kind: 'validate'; readonly table: Name }
  | { readonly kind: 'vacuum' }

export function statementKind({ text, head }: Pick<Statement, 'text' | 'head'>): StatementKind {
  const words = wordReader(head)
  if (words.take('create')) return createIndex(words)
  if (words.take('drop', 'index', 'concurrently')) {
    words.take('if', 'exists')
    return { kind: 'drop-index', name: words.name() }
  }
  if (words.take('reindex')) return reindex(words)
  if (words.take('alter', 'table')) return alterTable(words)
  if (words.take('vacuum')) return { kind: 'vacuum' }
  if (words.take('copy')) return copy(words)
  if (words.take('do')) return block({ text, head })
  const word = controlIn(words)
  return word === undefined ? (refusedSetting(head) ?? setting(words)) : { kind: 'transaction-control', word }
}

const plain: StatementKind = { kind: 'plain' }

function createIndex(words: WordReader): StatementKind {
  words.take('unique')
  if (!words.take('index', 'concurrently')) return plain
  const existing = words.take('if', 'not', 'exists') ? 'skip' : 'refuse'
  const name = words.next() === 'on' ? undefined : words.name()
  words.take('on')
  words.take('only')
  return { kind: 'create-index', name, table: words.name(), existing }
}

function reindex(words: WordReader): StatementKind {
  const options = words.parenthesised()
  const object = words.take('index') ? 'index' : words.take('table') ? 'table' : 'other'
  if (object === 'other') words.skip()
  const isConcurrent = words.take('concurrently') || options.includes('concurrently')
  return isConcurrent ? { kind: 'reindex', object, name: words.name() } : plain
}

function alterTable(words: WordReader): StatementKind {
  words.take('if', 'exists')
  words.take('only')
  const table = words.name()
  if (words.take('validate', 'constraint')) {
    words.skip()
    return words.next() === undefined ? { kind: 'validate', table } : plain
  }
  if (!words.take('detach', 'partition')) return plain
  const partition = words.name()
  return words.take('concurrently') ? { kind: 'detach', table, partition } : plain
}

function copy(words: WordReader): StatementKind {
  words.name()
  words.parenthesised()
  return words.take('from', 'stdin') ? { kind: 'copy-from-stdin' } : plain
}

function block(statement: Pick<Statement, 'text' | 'head'>): StatementKind {
  const ended = endInBlock(statement)
  return ended === undefined ? plain : { kind: 'ends-inside', ...ended }
}

function refusedSetting(head: readonly Word[]): StatementKind | undefined {
  const given = settingIn(head)
  if (given === undefined) return undefined
  const misread = misreadBy(given)
  if (misread !== undefined) return { kind: 'misread', ...misread }
  return isReadOnly(given) ? { kind: 'read-only' } : undefined
}

function setting(words: WordReader): StatementKind {
  if (words.take('set')) return set(words)
  return isSetting(words) ? { kind: 'setting' } : plain
}

function set(words: WordReader): StatementKind {
  const scope = words.next()
  if (words.take('transaction')) return mode(words, { kind: 'transaction-mode' })
  if (scope === 'constraints') return plain
  if (scope === 'local' || scope === 'session') words.skip()
  if (words.take('characteristics', 'as', 'transaction')) return mode(words, { kind: 'setting' })
  if (transactionModes.includes(words.next() ?? '')) return { kind: 'transaction-mode' }
  return scope === 'local' ? plain : { kind: 'setting' }
}

/** As settings, with the same restriction (check_transaction_isolation and its siblings in src/backend/commands/variable.c). */
const transactionModes = ['transaction_isolation', 'transaction_read_only', 'transaction_deferrable']

/** Of the transaction, or of all later ones of the session. */
function isReadOnly({ name, value }: Setting): boolean {
  return /^(?:default_)?transaction_read_only$/.test(name) && isOn(value)
}

function mode(words: WordReader, otherwise: StatementKind): StatementKind {
  for (; !words.isAtEnd(); words.skip()) if (words.take('read', 'only')) return { kind: 'read-only' }
  return otherwise
}

function isSetting(words: WordReader): boolean {
  if (words.take('reset')) return true
  return words.take('select') && /^(?:pg_catalog\.)?set_config$/i.test(words.name())
}
