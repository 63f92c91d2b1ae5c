import { headOf } from '../../migrations/statements.ts'
import { wordReader, type WordReader } from '../../migrations/word-reader.ts'

/** The relations that the statements alter, as written. Only the owner of a relation may alter it. */
export function alteredRelations(statements: readonly { readonly text: string }[]): readonly string[] {
  return statements.flatMap(({ text }) => {
    // Of a million inserts, none is read again.
    if (!mayAlter.test(text)) return []
    const name = altered(wordReader(headOf(text)))
    return name === undefined || name === '' ? [] : [name]
  })
}

const mayAlter = /^(?:create|comment|truncate|alter|drop)\b/i

const relations = ['table', 'index', 'view', 'sequence'] as const

function altered(words: WordReader): string | undefined {
  if (words.take('create')) return created(words)
  if (words.take('comment', 'on', 'table') || words.take('truncate', 'table') || words.take('truncate'))
    return words.name()
  if (!words.take('alter') && !words.take('drop')) return undefined
  words.take('materialized')
  if (!relations.some((relation) => words.take(relation))) return undefined
  words.take('concurrently')
  words.take('if', 'exists')
  words.take('only')
  return words.name()
}

/** An index or a trigger is created on an existing table. */
function created(words: WordReader): string | undefined {
  words.take('or', 'replace')
  words.take('unique')
  words.take('constraint')
  if (!words.take('index') && !words.take('trigger')) return undefined
  while (words.next() !== 'on' && !words.isAtEnd()) words.skip()
  words.take('on')
  words.take('only')
  return words.name()
}
