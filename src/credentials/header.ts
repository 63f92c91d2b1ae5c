import type { Credential, Form } from './credential.ts'
import { isStandIn, isWordy } from './stand-in.ts'

/** RFC 6750, RFC 7617: `Authorization: Bearer …`, and the bare `Bearer …` that HTTP clients take. */
const scheme =
  /(authorization["']?\s{0,4}[:=]\s{0,4}["']?\s{0,4})?\b(bearer|basic|token|apikey|bot)\s{1,4}([\w+/.~=-]{6,4096})/gi

export function headerCredentials(text: string, form: Form): Credential[] {
  if (!/bearer|basic|token|apikey|bot\s/i.test(text)) return []
  return [...text.matchAll(scheme)].flatMap(({ 0: whole, 1: header, 2: kind = '', 3: secret = '', index }) => {
    const isNamed = header !== undefined
    if (!isNamed && !/^(?:Bearer|Basic)$/i.test(kind)) return []
    if (isStandIn(secret, form) || isWordy(secret)) return []
    if (!isNamed && secret.length < 16) return []
    const start = index + whole.length - secret.length
    return [{ what: `a credential in a ${kind.toLowerCase()} header`, start, end: start + secret.length }]
  })
}
