import type { Credential, Form, Holder } from './credential.ts'
import { classOf, type NameClass } from './names.ts'
import { isFileName, isPath, isStandIn, isSwitch, isWordy } from './stand-in.ts'

/** What a value and its name are together, or undefined where that is not a credential. */
export function namedCredential(
  name: string,
  value: string,
  holder: Holder,
  form: Form = 'text',
): Credential | undefined {
  const found = classOf(name)
  if (found === undefined || value.length > longest || !isLiteral(value, found, holder, form)) return undefined
  return { what: `a literal value for ${name}`, start: 0, end: value.length }
}

/** A longer value is a document, which is judged by what is in it. */
const longest = 4096

/** Whether the value of such a name is the credential itself. */
export function isLiteral(value: string, found: NameClass, holder: Holder, form: Form = 'text'): boolean {
  const text = unquoted(value)
  if (isStandIn(text, form) || isHarmless(text) || isType(text, holder)) return false
  switch (found) {
    case 'password':
      return !(holder !== 'variable' && text.includes(' ') && isWordy(text))
    case 'token':
      return !isNameOfSomething(text, holder)
    case 'key':
      return !isNameOfSomething(text, holder) && !isWordy(text)
  }
}

function isHarmless(text: string): boolean {
  return text.includes('\n') || isSwitch(text) || isPath(text) || isVerifier(text)
}

/** A Secret, a key in it, a file, a number, a time, an address, another variable, or a word where a name is expected. */
function isNameOfSomething(text: string, holder: Holder): boolean {
  if (isFileName(text) || /^-?\d{1,6}(?:\.\d+)?$|^\d+(?:ms|[smhd])$|^https?:\/\/[^@]*$/.test(text)) return true
  if (/^[a-z0-9.]+(?:[-_/.:][a-z0-9]+)+$/.test(text) && isWordy(text)) return true
  if (/^(?:ext|env|secret|pullsecret|k8s|configmap):[\w/.#-]+$/i.test(text)) return true
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && isWordy(text)) return true
  // A sentence, or a type of a program.
  if (text.includes(' ') && isWordy(text)) return true
  return holder === 'field' && isWordy(text)
}

/** What a server keeps of a password: it proves one and can't be used as one (unlike md5, which PostgreSQL accepts). */
export function isVerifier(text: string): boolean {
  return /^(?:SCRAM-SHA-256\$|\$(?:2[abxy]|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*|5|6|y|apr1)\$|\{(?:SSHA|SHA256|CRYPT)\})/.test(
    text,
  )
}

/** In a schema, `password: string` describes the field. */
function isType(text: string, holder: Holder): boolean {
  return holder !== 'variable' && /^(?:string|str|text|bytes|varchar|char|object|any|byte\[\])\??$/i.test(text)
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2')
}
