import { tokensOf, type Token } from './tokens.ts'

/** Whether the SQL contains this text as whole words, in this spelling or as an identifier folded to lower case. */
export function occursIn(sql: string, text: string): boolean {
  if (text.trim() === '') return false
  return isBounded(sql, text) || isBounded(sql.toLowerCase(), text)
}

const letter = /[\p{L}\p{N}_$]/u

function isBounded(sql: string, text: string): boolean {
  const isOpenStart = !letter.test(text[0] ?? '')
  const isOpenEnd = !letter.test(text.at(-1) ?? '')
  for (let at = sql.indexOf(text); at >= 0; at = sql.indexOf(text, at + 1)) {
    const [before, after] = [sql[at - 1] ?? ' ', sql[at + text.length] ?? ' ']
    if ((isOpenStart || !letter.test(before)) && (isOpenEnd || !letter.test(after))) return true
  }
  return false
}

/** The content of every string literal, those in the body of a function or a DO block included. */
export function* literalsOf(sql: string): Generator<string> {
  for (const token of tokensOf(sql)) {
    if (token.kind !== 'string') continue
    const content = contentOf(sql, token)
    yield content
    if (sql[token.start] === '$') yield* literalsOf(content)
  }
}

/** Without its quotes. */
export function contentOf(sql: string, { start, end }: Token): string {
  const text = sql.slice(start, end)
  const dollar = /^\$[^$]*\$/.exec(text)?.[0]
  if (dollar !== undefined)
    return text.slice(dollar.length).replace(new RegExp(`${dollar.replaceAll('$', '\\$')}$`), '')
  return text
    .replace(/^[eE]?'/, '')
    .replace(/'$/, '')
    .replaceAll("''", "'")
}

/**
 * Whether one statement, which a BEGIN may precede, evaluates nothing on rows. Others may: a default, a CHECK, an index or a
 * USING of ALTER TABLE.
 */
export function readsNoRow(sql: string): boolean {
  const words: string[] = []
  for (const { kind, start, end } of tokensOf(sql)) {
    const text = sql.slice(start, end).toLowerCase()
    if (words.length === 0 && (text === 'begin' || text === ';')) continue
    if (kind !== 'word') break
    words.push(text)
    if (words.length === 4) break
  }
  return definitions.test(words.join(' ')) && statementsIn(sql) === 1
}

const definitions =
  /^(?:drop|comment|grant|revoke|create (?:or replace )?(?:function|procedure|view|type|schema|trigger|policy|domain|sequence|aggregate|role|user|group))\b/

function statementsIn(sql: string): number {
  let count = 0
  let isOpen = false
  for (const { start, end } of tokensOf(sql)) {
    const text = sql.slice(start, end)
    if (text !== ';') isOpen ||= text.toLowerCase() !== 'begin' || count > 0
    else if (isOpen) {
      count += 1
      isOpen = false
    }
  }
  return count + (isOpen ? 1 : 0)
}
