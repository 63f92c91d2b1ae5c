import { tokensOf, type Token } from './tokens.ts'

/**
 * Removes literals, comments and line breaks from a query, so that a log may show it. pg_stat_activity may have cut it, and
 * standard_conforming_strings may be off in its session: from where it is unclear what is a literal, nothing is shown.
 */
export function normaliseQuery(query: string): string {
  let text = ''
  let previousEnd = 0
  let setting: Setting = 'no'
  let isFirst = true
  for (const token of tokensOf(query)) {
    const { kind, start, end } = token
    if (start > previousEnd && text !== '') text += ' '
    const word = query.slice(start, end)
    const isValue = setting === 'value' && kind !== 'symbol'
    if (kind === 'string' || kind === 'number' || isValue || isOpen(query, token)) text += '?'
    else text += word
    if (isUnclear(query, token)) return `${cut(text)} …`
    setting = settingAfter(setting, { word: word.toLowerCase(), isFirst })
    isFirst = word === ';'
    previousEnd = end
  }
  return cut(text)
}

/** Whether the query is a SET, in which words without quotes are values too, and which part of it comes next. */
type Setting = 'no' | 'name' | 'value'

function settingAfter(
  setting: Setting,
  { word, isFirst }: { readonly word: string; readonly isFirst: boolean },
): Setting {
  if (word === ';') return 'no'
  if (isFirst) return word === 'set' ? 'name' : 'no'
  return setting === 'name' && (word === '=' || word === 'to') ? 'value' : setting
}

/**
 * A quote after a backslash ends a literal or continues it, by standard_conforming_strings. After a literal without an end
 * nothing is left.
 */
function isUnclear(query: string, token: Token): boolean {
  const text = query.slice(token.start, token.end)
  return (token.kind === 'string' && text.startsWith("'") && text.includes("\\'")) || isOpen(query, token)
}

function isOpen(query: string, { kind, start, end }: Token): boolean {
  return kind === 'quoted' && (end - start === 1 || query[end - 1] !== '"')
}

function cut(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`
}
