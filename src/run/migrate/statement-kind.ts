import type { Statement } from '../../migrations/statements.ts'
import { wordReader, type WordReader } from '../../migrations/word-reader.ts'

/** A name as written, e.g. `public."Orders"`, which to_regclass() accepts. */
type Name = string

/** How a statement has to be run. */
export type StatementKind =
  | { readonly kind: 'plain' }
  | { readonly kind: 'transaction-control'; readonly word: string }
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

export function statementKind({ head }: Statement): StatementKind {
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
  if (words.take('set')) return set(words)
  if (words.take('prepare', 'transaction')) return { kind: 'transaction-control', word: 'PREPARE TRANSACTION' }
  return isSetting(words) ? { kind: 'setting' } : transactionControl(words)
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

function set(words: WordReader): StatementKind {
  const scope = words.next()
  if (scope === 'transaction') return { kind: 'transaction-mode' }
  if (scope === 'constraints') return plain
  if (scope === 'local' || scope === 'session') words.skip()
  if (transactionModes.includes(words.next() ?? '')) return { kind: 'transaction-mode' }
  return scope === 'local' ? plain : { kind: 'setting' }
}

/** As settings, with the same restriction (check_transaction_isolation and its siblings in src/backend/commands/variable.c). */
const transactionModes = ['transaction_isolation', 'transaction_read_only', 'transaction_deferrable']

function isSetting(words: WordReader): boolean {
  if (words.take('reset')) return true
  return words.take('select') && /^(?:pg_catalog\.)?set_config$/i.test(words.name())
}

const control = ['begin', 'commit', 'rollback', 'end', 'abort', 'start', 'savepoint', 'release']

function transactionControl(words: WordReader): StatementKind {
  const word = words.next()
  return word !== undefined && control.includes(word)
    ? { kind: 'transaction-control', word: word.toUpperCase() }
    : plain
}
