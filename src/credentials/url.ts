import type { Credential, Form } from './credential.ts'
import { isStandIn, isWordy } from './stand-in.ts'

/** A longer one is not an address. */
const longest = 1000

/** Passwords and tokens before the `@` of a URL (RFC 3986, 3.2.1), and in the addresses that are not URLs. */
export function passwordsInUrls(text: string, form: Form): Credential[] {
  const found: Credential[] = []
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const place = inUrl(urlFrom(text, at + 3))
    if (place === undefined) continue
    const secret = text.slice(at + 3 + place.start, at + 3 + place.end)
    if (!isStandIn(secret, form) && !isCode(secret, form))
      found.push({ what: place.what, start: at + 3 + place.start, end: at + 3 + place.end })
  }
  return [...found, ...inOracle(text, form), ...inMysql(text, form)]
}

const urlEnd = /[\s"'`<>\\]|\}\}?[\s,;)]|$/g

function urlFrom(text: string, start: number): string {
  const piece = text.slice(start, start + longest)
  // A placeholder in angle brackets belongs to the URL: postgres://user:<password>@host
  const open = piece.replaceAll(/<[^<>\s]{0,60}>/g, (found) => '_'.repeat(found.length))
  urlEnd.lastIndex = 0
  const end = urlEnd.exec(open)?.index ?? piece.length
  return piece.slice(0, end)
}

interface Place {
  readonly what: string
  readonly start: number
  readonly end: number
}

function inUrl(url: string): Place | undefined {
  const slash = /[/?#]/.exec(url)?.index ?? url.length
  const authority = url.slice(0, slash)
  const at = authority.lastIndexOf('@')
  if (at >= 0) return inUserinfo(authority.slice(0, at))
  // A password with a slash in it: a port has only digits, and what follows the `@` is a host.
  const colon = authority.indexOf(':')
  const end = url.indexOf('@', slash)
  if (
    colon <= 0 ||
    end < 0 ||
    /^(?:\d{1,5})?$/.test(authority.slice(colon + 1)) ||
    authority.slice(colon + 1).includes(':')
  )
    return undefined
  return /^[A-Za-z0-9[][\w.:\]-]*(?:[/?,#]|$)/.test(url.slice(end + 1))
    ? { what: 'a password in a URL', start: colon + 1, end }
    : undefined
}

function inUserinfo(user: string): Place | undefined {
  const colon = user.indexOf(':')
  const password = colon < 0 ? '' : user.slice(colon + 1)
  if (password !== '' && !/^x-oauth-basic$/i.test(password))
    return { what: 'a password in a URL', start: colon + 1, end: user.length }
  const name = colon < 0 ? user : user.slice(0, colon)
  const isToken = name.length >= 20 && /^[\w-]+$/.test(name) && /\d/.test(name) && !isWordy(name)
  return isToken ? { what: 'a token in a URL', start: 0, end: name.length } : undefined
}

/** In a program the password is often put together: `"://user:" + password + "@"`. */
function isCode(secret: string, form: Form): boolean {
  return form === 'program' && /^[+.{(]|^\s/.test(secret)
}

/** `jdbc:oracle:thin:user/password@host` (Oracle JDBC, "Thin-style Service Name Syntax"). */
function inOracle(text: string, form: Form): Credential[] {
  const pattern = /jdbc:oracle:(?:thin|oci8?|kprb):[^/\s@:"']{1,128}\/("[^"\n]{1,200}"|[^\s"'@/]{1,200})@/g
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: secret = '', index }) => {
    const start = index + whole.length - 1 - secret.length
    return isStandIn(secret, form) ? [] : [{ what: 'a password in a URL', start, end: start + secret.length }]
  })
}

/** `user:password@tcp(host:3306)/db` (go-sql-driver/mysql, "DSN"). */
function inMysql(text: string, form: Form): Credential[] {
  return [...text.matchAll(/@(?:tcp6?|unix|udp|cloudsql(?:-\w{1,20})?)\(/g)].flatMap(({ index }) => {
    const before = /(?:^|[\s"'=])[\w.$({)}-]{1,80}:([^\s"']{1,128})$/.exec(text.slice(Math.max(0, index - 220), index))
    const secret = before?.[1]
    if (secret === undefined || isStandIn(secret, form)) return []
    return [{ what: 'a password in a connection string', start: index - secret.length, end: index }]
  })
}
