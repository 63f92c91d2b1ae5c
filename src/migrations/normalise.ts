import { tokensOf } from './tokens.ts'

/** Removes literals, comments and line breaks from a query, so that a log may show it. */
export function normaliseQuery(query: string): string {
  let text = ''
  let previousEnd = 0
  for (const { kind, start, end } of tokensOf(query)) {
    if (start > previousEnd && text !== '') text += ' '
    text += kind === 'string' || kind === 'number' ? '?' : query.slice(start, end)
    previousEnd = end
  }
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`
}
