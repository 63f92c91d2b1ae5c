/** A piece of SQL that is neither space nor comment. Offsets are UTF-16, `end` exclusive. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol'
  readonly start: number
  readonly end: number
}

/**
 * Cuts SQL as PostgreSQL's scanner does (src/backend/parser/scan.l, standard_conforming_strings on): nested comments,
 * E'' strings, dollar quotes. An unclosed quote extends to the end of the text. Never throws.
 */
export function* tokensOf(sql: string): Generator<Token> {
  let at = 0
  while (at < sql.length) {
    const skipped = skip(sql, at)
    if (skipped > at) {
      at = skipped
      continue
    }
    const token = tokenAt(sql, at)
    yield token
    at = token.end
  }
}

// As in scan.l, where a no-break space is a letter.
const space = /[ \t\n\r\f\v]+/y
const lineComment = /--[^\n\r]*/y
const escapeString = /[eE]'/y
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const number = /\d[\w.]*|\.\d[\w.]*/y
const dollar = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
const parameter = /\$\d+/y

/** The end of the space or comment that starts at `at`, or `at` itself. */
function skip(sql: string, at: number): number {
  if (sql.startsWith('/*', at)) return endOfComment(sql, at)
  return matchEnd(space, sql, at) ?? matchEnd(lineComment, sql, at) ?? at
}

function endOfComment(sql: string, start: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  let depth = 0
  for (let found = edge.exec(sql); found !== null; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return sql.length
}

function tokenAt(sql: string, start: number): Token {
  const first = sql[start]
  if (first === "'") return { kind: 'string', start, end: endOfQuote(sql, start + 1, "'") }
  if (first === '"') return { kind: 'quoted', start, end: endOfQuote(sql, start + 1, '"') }
  if (matchEnd(escapeString, sql, start) !== undefined)
    return { kind: 'string', start, end: endOfEscapeString(sql, start + 2) }
  const tag = matchEnd(dollar, sql, start)
  if (tag !== undefined) return { kind: 'string', start, end: endOfDollar(sql, tag, sql.slice(start, tag)) }
  const wordEnd = matchEnd(word, sql, start)
  if (wordEnd !== undefined) return { kind: 'word', start, end: wordEnd }
  const numberEnd = matchEnd(number, sql, start) ?? matchEnd(parameter, sql, start)
  return numberEnd === undefined ? { kind: 'symbol', start, end: start + 1 } : { kind: 'number', start, end: numberEnd }
}

function endOfQuote(sql: string, from: number, quote: string): number {
  let at = sql.indexOf(quote, from)
  while (at >= 0 && sql[at + 1] === quote) at = sql.indexOf(quote, at + 2)
  return at < 0 ? sql.length : at + 1
}

function endOfEscapeString(sql: string, from: number): number {
  let at = from
  while (at < sql.length) {
    if (sql[at] === '\\') at += 2
    else if (sql[at] !== "'") at += 1
    else if (sql[at + 1] === "'") at += 2
    else return at + 1
  }
  return sql.length
}

function endOfDollar(sql: string, from: number, tag: string): number {
  const at = sql.indexOf(tag, from)
  return at < 0 ? sql.length : at + tag.length
}

function matchEnd(pattern: RegExp, sql: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(sql) ? pattern.lastIndex : undefined
}
