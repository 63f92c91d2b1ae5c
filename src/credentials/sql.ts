import { append } from '../diagnostic/long-lists.ts'
import { maskCopyData } from '../migrations/copy-data.ts'
import type { Credential } from './credential.ts'
import { distinct } from './distinct.ts'
import { headerCredentials } from './header.ts'
import { classOf } from './names.ts'
import { isLiteral } from './named-value.ts'
import { privateKeys } from './private-key.ts'
import { namedSettings } from './setting.ts'
import { literalsOf, type Role } from './sql-literals.ts'
import { isStandIn, isSwitch } from './stand-in.ts'
import { issuedTokens } from './tokens.ts'
import { passwordsInUrls } from './url.ts'

/**
 * Credentials in SQL: in the statements whose grammar has a place for one, in connection strings, and tokens anywhere. The
 * values of columns are data, so `where password = 'x'` does not count.
 */
export function credentialsInSql(sql: string, level = 0): readonly Credential[] {
  const found = [...issuedTokens(sql), ...privateKeys(sql)]
  if (!interesting.test(sql)) return distinct(found)
  append(found, outsideLiterals(sql))
  const text = maskCopyData(sql)
  for (const { start, end, quoting, role } of literalsOf(text)) {
    const value = text.slice(start, end)
    if (role?.kind === 'secret') {
      if (isSecret(value, role)) found.push({ what: role.what, start, end })
      continue
    }
    const inside = quoting === 'none' ? [] : inLiteral(value, quoting, level)
    for (const each of inside) found.push({ ...each, start: start + each.start, end: start + each.end })
  }
  return distinct(found)
}

const interesting =
  /pass|pwd|secret|token|cred|(?:api|access|account|private|signing|encryption|master|shared)_?key|identified\s|:\/\/|pgp_|crypt\s{0,9}\(|bearer|basic /i

/** `\connect postgresql://…` of psql; what a comment says is for people. */
function outsideLiterals(sql: string): readonly Credential[] {
  return passwordsInUrls(sql, 'text').filter(({ start }) => {
    const line = sql.slice(Math.max(0, start - 300), start)
    return !line.slice(line.lastIndexOf('\n') + 1).includes('--')
  })
}

function isSecret(value: string, { name }: Role): boolean {
  const nameClass = name === undefined ? undefined : classOf(name)
  if (nameClass !== undefined) return isLiteral(value, nameClass, 'variable')
  return !isStandIn(value) && !isSwitch(value)
}

/** Bodies in bodies: each is read once more for each around it. */
const mostLevels = 4
const connection = /\b(?:host|hostaddr|dbname|user|port|service|server|data source|uid)\s{0,4}=/i
const statement = /\b(?:begin|select|perform|execute|create|alter|insert|update)\b/i

/** A connection string, a URL, a header; the body of a routine and what EXECUTE gets are SQL themselves. */
function inLiteral(text: string, quoting: 'single' | 'dollar', level: number): readonly Credential[] {
  if (quoting === 'dollar' && statement.test(text)) return level < mostLevels ? credentialsInSql(text, level + 1) : []
  const settings = connection.test(text) ? namedSettings(text, 'text') : []
  const shaped = [...settings, ...passwordsInUrls(text, 'text'), ...headerCredentials(text, 'text')]
  if (shaped.length > 0 || !text.includes("''") || !statement.test(text)) return shaped
  // Its places are not those of the file, because each '' is one letter there.
  const [first] = level < mostLevels ? credentialsInSql(text.replaceAll("''", "'"), level + 1) : []
  return first === undefined ? [] : [{ what: first.what, start: 0, end: text.length }]
}
