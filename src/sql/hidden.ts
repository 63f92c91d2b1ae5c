import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import { firstUnprintable, unprintable } from '../diagnostic/visible.ts'
import { tokensOf, type Token } from '../migrations/tokens.ts'
import type { SqlFile } from './context.ts'

/** What reviewers do not see, or see in another order, in each line once: `sql/hidden-character`, `sql/hidden-in-literal`. */
export function hiddenIn({ path, text }: Pick<SqlFile, 'path' | 'text'>): readonly Diagnostic[] {
  const hidden = [...text.matchAll(unprintable)].filter(([char]) => !isSpace.test(char))
  if (hidden.length === 0) return []
  const literals = literalsIn(text)
  const found: Diagnostic[] = []
  // The end of the line that has been reported.
  const reported = { 'sql/hidden-character': 0, 'sql/hidden-in-literal': 0 }
  let literal = 0
  for (const { 0: char, index } of hidden) {
    while ((literals[literal]?.end ?? Infinity) <= index) literal += 1
    const code = (literals[literal]?.start ?? Infinity) <= index ? 'sql/hidden-in-literal' : 'sql/hidden-character'
    if (index < reported[code]) continue
    const end = text.indexOf('\n', index)
    reported[code] = end < 0 ? text.length : end
    found.push(
      diagnostic(code, { ...wordsFor(code, char), span: { file: path, start: index, end: index + char.length } }),
    )
  }
  return found
}

/** What SQL takes for a space, and a form feed or vertical tab, which show as one. */
const isSpace = /[\t\n\v\f\r]/

type Hidden = 'sql/hidden-character' | 'sql/hidden-in-literal'

function wordsFor(code: Hidden, char: string): Pick<Diagnostic, 'message' | 'why' | 'help'> {
  const name = firstUnprintable(char) ?? ''
  switch (code) {
    case 'sql/hidden-in-literal':
      return {
        message: `${name} in a string`,
        why: 'it is stored, and a review does not show it',
        help: `write it as an escape, e.g. E'\\${escapeOf(char)}', or delete it`,
      }
    case 'sql/hidden-character':
      return {
        message: `${name} is not printable`,
        why: 'a review shows something else than the server runs',
        help: 'delete it',
      }
    default:
      return unreachable(code)
  }
}

/** As PostgreSQL writes it in E'' (https://www.postgresql.org/docs/18/sql-syntax-lexical.html). */
function escapeOf(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const digits = code.toString(16).toUpperCase()
  return code > 0xffff ? `U${digits.padStart(8, '0')}` : `u${digits.padStart(4, '0')}`
}

/** The strings that are data: not those that are the body of a routine or a DO block, of which their own strings are. */
function literalsIn(text: string, base = 0): readonly Pick<Token, 'start' | 'end'>[] {
  const literals: Pick<Token, 'start' | 'end'>[] = []
  let head: string[] = []
  for (const token of tokensOf(text)) {
    const word =
      token.kind === 'string' ? '' : text.slice(token.start, Math.min(token.end, token.start + 20)).toLowerCase()
    if (word === ';') head = []
    else if (head.length < 4) head.push(word)
    if (token.kind !== 'string') continue
    const quote = /^(?:\$[^$]*\$|[eE]?')/.exec(text.slice(token.start, token.start + 70))?.[0].length ?? 1
    const [start, end] = [token.start + quote, token.end]
    if (hasBody(head)) append(literals, literalsIn(text.slice(start, Math.max(start, end - quote)), base + start))
    else literals.push({ start: base + token.start, end: base + end })
  }
  return literals
}

function hasBody([first = '', ...rest]: readonly string[]): boolean {
  return first === 'do' || (first === 'create' && (rest.includes('function') || rest.includes('procedure')))
}
