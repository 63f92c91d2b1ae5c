import type { Statement, Word } from './statements.ts'
import { wordReader, type WordReader } from './word-reader.ts'

/**
 * SQL that reverses the statements of a file, newest first, or undefined where SQL alone cannot: changed rows, dropped or
 * replaced objects. A harmless statement, such as a comment, needs no reversal.
 */
export function reverseOf(statements: readonly Statement[]): readonly string[] | undefined {
  const back: string[] = []
  for (const statement of statements) {
    const own = reverseStatement(statement)
    if (own === undefined) return undefined
    back.unshift(...own)
  }
  return back
}

type Reverse = readonly string[] | undefined

const nothing: Reverse = []
/** Longer heads are cut, and unread text cannot be reversed. */
const headLimit = 64

function reverseStatement({ head }: Statement): Reverse {
  const words = wordReader(head)
  if (words.take('create')) return created(words)
  if (words.take('alter', 'table')) return head.length < headLimit ? altered(words, head) : undefined
  return needless.some((word) => words.take(word)) ? nothing : undefined
}

/** Settings end with the file, and statistics and comments change no answer. */
const needless = ['comment', 'set', 'reset', 'analyze', 'vacuum']

const plainKinds = ['table', 'view', 'sequence', 'type', 'domain', 'function', 'procedure', 'schema'] as const

function created(words: WordReader): Reverse {
  if (words.take('or')) return undefined
  if (words.take('constraint', 'trigger') || words.take('trigger')) return trigger(words)
  words.take('unlogged')
  const kind = words.take('materialized', 'view') ? 'materialized view' : plainKinds.find((word) => words.take(word))
  if (kind === undefined) return index(words)
  // IF NOT EXISTS may have left an older object in place, which must not be dropped.
  return words.take('if') ? undefined : [`drop ${kind} ${words.name()}`]
}

function trigger(words: WordReader): Reverse {
  const name = words.name()
  while (words.next() !== 'on' && !words.isAtEnd()) words.skip()
  return words.take('on') ? [`drop trigger ${name} on ${words.name()}`] : undefined
}

function index(words: WordReader): Reverse {
  words.take('unique')
  if (!words.take('index')) return undefined
  words.take('concurrently')
  if (words.take('if') || words.next() === 'on') return undefined
  const name = words.name()
  words.take('on')
  words.take('only')
  const schema = words.name().match(/^(.+)\.[^.]+$/)?.[1]
  return [`drop index concurrently ${schema === undefined ? name : `${schema}.${name}`}`]
}

/** Every action has to be known. */
function altered(words: WordReader, head: readonly Word[]): Reverse {
  if (words.take('if')) return undefined
  words.take('only')
  const table = words.name()
  if (words.take('rename')) return renamed(words, table)
  const back: string[] = []
  for (const action of actionsOf(head)) {
    const own = reverseAction(wordReader(action))
    if (own === undefined) return undefined
    if (own !== '') back.unshift(`alter table ${table} ${own}`)
  }
  return back
}

function renamed(words: WordReader, table: string): Reverse {
  if (words.take('to')) {
    const [, schema, old = table] = /^(.+\.)?([^.]+)$/.exec(table) ?? []
    return [`alter table ${schema ?? ''}${words.name()} rename to ${old}`]
  }
  const what = words.take('constraint') ? 'constraint' : 'column'
  if (what === 'column') words.take('column')
  const old = words.name()
  return words.take('to') ? [`alter table ${table} rename ${what} ${words.name()} to ${old}`] : undefined
}

/** Empty if there is nothing to reverse. */
function reverseAction(words: WordReader): string | undefined {
  if (words.take('add', 'constraint')) return `drop constraint ${words.name()}`
  if (words.take('add')) {
    words.take('column')
    // The server chose the name of an unnamed constraint.
    return words.take('if') || isConstraint(words.next()) ? undefined : `drop column ${words.name()}`
  }
  if (words.take('validate')) return ''
  if (words.take('enable', 'row', 'level', 'security')) return 'disable row level security'
  if (words.take('force', 'row', 'level', 'security')) return 'no force row level security'
  if (!words.take('alter')) return undefined
  words.take('column')
  const column = words.name()
  return words.take('set', 'not', 'null') ? `alter column ${column} drop not null` : undefined
}

function isConstraint(word: string | undefined): boolean {
  return ['check', 'unique', 'primary', 'foreign', 'exclude'].includes(word ?? '')
}

/** Splits the words after the table's name at commas outside of parentheses. */
function actionsOf(head: readonly Word[]): readonly (readonly Word[])[] {
  const actions: Word[][] = [[]]
  let depth = 0
  for (const word of head.slice(firstAction(head))) {
    if (word.text === '(') depth += 1
    if (word.text === ')') depth -= 1
    if (word.text === ',' && depth === 0) actions.push([])
    else actions.at(-1)?.push(word)
  }
  return actions
}

/** The index after `alter table [only] name[.name]`. */
function firstAction(head: readonly Word[]): number {
  let at = head[2]?.text.toLowerCase() === 'only' ? 4 : 3
  while (head[at]?.text === '.') at += 2
  return at
}
