import type { Credential, Form } from './credential.ts'
import { isVerifier } from './named-value.ts'
import { isStandIn, isWordy } from './stand-in.ts'

/** Files whose lines have no names: the place of a value says what it is. */
export function connectionFiles(text: string, form: Form): Credential[] {
  return [...passwordFile(text, form), ...netrc(text, form), ...dockerConfig(text), ...directives(text, form)]
}

/** Settings that are words in a row: redis.conf, and pgbouncer's userlist.txt, whose lines are `"user" "password"`. */
const directive =
  /^[ \t]{0,20}(?:requirepass|masterauth|sentinel auth-pass [\w.-]{1,100}) (\S{1,500})[ \t]*\r?$|^"[\w.@-]{1,64}" "([^"\n]{1,500})"[ \t]*\r?$/gm

function directives(text: string, form: Form): Credential[] {
  return [...text.matchAll(directive)].flatMap(({ 0: line, 1: word, 2: listed, index }) => {
    const found = word ?? listed ?? ''
    const secret = found.replace(/^"(.*)"$/, '$1')
    if (isStandIn(secret, form) || isVerifier(secret) || (listed !== undefined && isWordy(secret))) return []
    const start = index + line.lastIndexOf(secret)
    return [{ what: 'a password in a settings file', start, end: start + secret.length }]
  })
}

/** `hostname:port:database:username:password` (PostgreSQL, "The Password File"), `\:` and `\\` escaped. */
const passwordLine =
  /^([^\s:#][^\s:]{0,253}):(\d{1,5}|\*):((?:\\.|[^\s:\\]){1,64}):((?:\\.|[^\s:\\]){1,64}):((?:\\.|[^\s:\\]){1,256})[ \t]*\r?$/gm

function passwordFile(text: string, form: Form): Credential[] {
  if (!/:(?:\d{1,5}|\*):/.test(text)) return []
  return [...text.matchAll(passwordLine)].flatMap(({ 0: line, 1: host = '', 5: secret = '', index }) => {
    // An address of five numbers, or a line of /etc/passwd.
    if (isStandIn(secret, form) || /^\/|^\d+$/.test(secret) || /^\d+$/.test(host)) return []
    const start = index + line.lastIndexOf(secret)
    return [{ what: 'a password in a password file', start, end: start + secret.length }]
  })
}

/** `machine NAME login USER password SECRET` on one line or several (curl's manual, "netrc"). */
const machine =
  /\b(?:machine\s{1,20}\S{1,253}|default)\s{1,20}login\s{1,20}\S{1,128}\s{1,20}password\s{1,20}(\S{1,256})/g

function netrc(text: string, form: Form): Credential[] {
  if (!text.includes('login')) return []
  return [...text.matchAll(machine)].flatMap(({ 0: whole, 1: secret = '', index }) => {
    const start = index + whole.length - secret.length
    return isStandIn(secret, form) ? [] : [{ what: 'a password in a netrc file', start, end: start + secret.length }]
  })
}

/** `"auth": "base64 of user:password"` (docker's config.json). */
function dockerConfig(text: string): Credential[] {
  if (!/auths?["']/.test(text)) return []
  return [...text.matchAll(/\\?["']auth\\?["']\s{0,4}:\s{0,4}\\?["']([A-Za-z0-9+/]{4,4096}={0,2})/g)].flatMap(
    ({ 0: whole, 1: secret = '', index }) => {
      const [, password] = /^[^:]+:(.+)$/s.exec(Buffer.from(secret, 'base64').toString('utf8')) ?? []
      if (password === undefined || isStandIn(password)) return []
      const start = index + whole.length - secret.length
      return [{ what: 'a registry login', start, end: start + secret.length }]
    },
  )
}
