import type { Credential } from './credential.ts'
import { literalsOf, type Literal } from './sql-literals.ts'
import { issuedTokens } from './tokens.ts'

/** Offsets of a literal that is a credential, without its quotes where it has them. */
type Masked = Pick<Credential, 'start' | 'end'>

/**
 * What a log hides of SQL. More than `credentialsInSql` finds: here the value of a column and a stand-in are hidden too, since
 * a log may lose a word and must not show a password.
 */
export function* maskedIn(sql: string, offset = 0, level = 0): Generator<Masked> {
  for (const literal of literalsOf(sql)) {
    const { start, end, quoting, role } = literal
    if (role !== undefined || isShaped(sql, literal)) yield { start: offset + start, end: offset + end }
    else if (quoting === 'dollar' && level < mostLevels)
      yield* maskedIn(sql.slice(start, end), offset + start, level + 1)
  }
}

const mostLevels = 4

/** Replaces what is a credential of the SQL in a text about it. */
export function withoutCredentials(text: string, sql: string): string {
  let shown = text
  for (const { start, end } of maskedIn(sql)) {
    const content = sql.slice(start, end)
    // The server writes the value, the statement its quoted form.
    for (const form of new Set([content, content.replaceAll("''", "'")]))
      if (form !== '') shown = shown.replaceAll(form, '…')
  }
  return shown
}

/** `password=` in a connection string, a password in a URL, or the start of a token, whole or not. */
const shaped =
  /\b(?:ssl)?(?:password|passwd|pwd)\s{0,20}=|:\/\/[^\s/:@]{0,100}:[^\s@]{1,300}@|\b(?:[sr]k_live_|AKIA|ASIA|AIza|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|pypi-|eyJ[\w-]{1,2000}\.)|-----BEGIN [A-Z ]{0,40}PRIVATE KEY/i

function isShaped(sql: string, { start, end }: Literal): boolean {
  if (end - start > 20_000) return false
  const text = sql.slice(start, end)
  // A routine's body is SQL of its own.
  return !/\n[^;]*;/.test(text) && (shaped.test(text) || issuedTokens(text).length > 0)
}
