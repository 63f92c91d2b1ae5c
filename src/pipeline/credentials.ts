import { credentialsBelow, type Fields } from '../credentials/index.ts'
import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { jsonOf } from '../manifest/fields.ts'
import type { Locate, ValuePath } from '../source/span.ts'

export function plaintext(what: string, span: Span): Diagnostic {
  return diagnostic('secret/plaintext', {
    message: what,
    help: 'put it in a Secret and name that; then change the credential, because git keeps this one',
    span,
    secret: [span],
  })
}

/** Credentials anywhere in a spec. */
export function credentials(spec: unknown, locate: Locate): Diagnostic[] {
  return credentialsBelow(jsonOf(spec), fields).map(({ what, path }) => plaintext(what, locate(path, 'value')))
}

/** Their values have names that say what they are. */
const variableMaps = new Set(['env', 'placeholders', 'annotations', 'labels'])
/** A query may well say `password = …` of a column. */
const sql = new Set(['query', 'set', 'where'])
const fields: Fields = {
  formOf: (path) => {
    const last = path.at(-1)
    // Which part of the connection each variable gets: `variables: { DB_PASSWORD: password }`.
    if (path.join('.') === 'migrations.command.variables') return undefined
    // The names of keys: `keys: { password: app-password }`.
    if (last === 'keys' && path.at(-2) === 'secret') return undefined
    return typeof last === 'string' && sql.has(last) ? 'statements' : 'text'
  },
  holdsVariables: (path: ValuePath) => variableMaps.has(String(path.at(-1))),
}
