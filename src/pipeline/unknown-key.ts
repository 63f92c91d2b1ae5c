import { namedCredential } from '../credentials/index.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { nearest } from '../diagnostic/nearest.ts'
import type { ValuePath } from '../source/span.ts'
import { plaintext } from './credentials.ts'
import { nameOf, type Judged } from './judged.ts'
import { valueAt } from './merge.ts'
import { fieldsOf, homesOf, type Schema } from './shape.ts'

export interface Where {
  /** Of the map that has the key. */
  readonly path: ValuePath
  readonly schema: Schema | undefined
  readonly judged: Judged
}

export function unknownKey(key: string, where: Where): Diagnostic {
  const { path, judged } = where
  const value = valueAt(judged.value, [...path, key])
  const secret =
    typeof value === 'string' || typeof value === 'number' ? namedCredential(key, String(value), 'variable') : undefined
  if (secret !== undefined) return plaintext(secret.what, judged.locate([...path, key], 'value'))
  return notKnown(key, where)
}

/** The known key that an unknown one was meant to be, if only the spelling differs. */
export function meantKey(key: string, { path, schema, judged }: Where): string | undefined {
  const near = nearest(key, keysOf({ path, schema, judged }))
  if (near === undefined || near.toLowerCase() === key.toLowerCase()) return near
  return belongsTo(key, nameOf(path, judged.root)) === undefined ? near : undefined
}

function keysOf({ path, schema, judged }: Where): readonly string[] {
  const keys = [...fieldsOf(schema).keys()]
  if (judged.root !== 'spec') return keys
  return path.length === 0 ? [...keys, 'environments'] : keys
}

function notKnown(key: string, where: Where): Diagnostic {
  const { path, judged } = where
  const expected = keysOf(where)
  const span = judged.locate([...path, key], 'key')
  const map = nameOf(path, judged.root)
  const message = `${key} is not a key of ${map}`
  const help = expected.length === 0 ? `delete ${key}` : `${map} takes: ${expected.join(', ')}`
  const near = meantKey(key, where)
  if (near !== undefined) {
    const fix = { title: `rename it to ${near}`, edits: [{ span, text: near }] }
    return diagnostic('spec/unknown-key', { message: `${message}; did you mean ${near}?`, help, span, fix })
  }
  const home = belongsTo(key, map)
  return diagnostic('spec/unknown-key', {
    message: home === undefined ? message : `${message}; it belongs in ${home}`,
    help,
    span,
  })
}

/** Up to five maps; what belongs in more is too common a word to say anything. */
function belongsTo(key: string, map: string): string | undefined {
  const homes = homesOf(key).filter((home) => home !== map && !home.includes('[]'))
  if (homes.length === 0 || homes.length > 5) return undefined
  const last = homes.at(-1)
  return homes.length === 1 ? last : `${homes.slice(0, -1).join(', ')} or ${last}`
}
