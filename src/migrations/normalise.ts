import { tokensOf } from './tokens.ts'

/** A query without its literals, comments and line breaks, so that it can be shown in a log. */
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
