import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { credentialIn, credentialInArguments } from '../source/credential.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { isMap } from './merge.ts'

export function plaintext(what: string, span: Span): Diagnostic {
  return diagnostic('secret/plaintext', {
    message: what,
    help: 'put it in a Secret and name that; then change the credential, because git keeps this one',
    span,
  })
}

/** Credentials anywhere in a spec. Maps of variables and lists of arguments are judged by name too. */
export function credentials(spec: unknown, locate: Locate): Diagnostic[] {
  const found: Diagnostic[] = []
  search(spec, [], (what, path) => found.push(plaintext(what, locate(path, 'value'))))
  return found
}

type Report = (what: string, path: ValuePath) => void

/** Their values have names that say what they are. */
const variableMaps = new Set(['env', 'placeholders', 'annotations'])
/** A query may well say `password = …` of a column. */
const sql = new Set(['query', 'set', 'where'])

function search(value: unknown, path: ValuePath, report: Report): void {
  const key = path.at(-1)
  if (typeof value === 'string') {
    const named = typeof key === 'string' && variableMaps.has(String(path.at(-2)))
    const what = typeof key === 'string' && sql.has(key) ? undefined : credentialIn(named ? key : undefined, value)
    if (what !== undefined) report(what, path)
  } else if (Array.isArray(value)) searchList(value, path, report)
  else if (isMap(value)) {
    if (isVariable(value, path)) return searchVariable(value, path, report)
    for (const [name, child] of Object.entries(value)) search(child, [...path, name], report)
  }
}

function searchList(items: readonly unknown[], path: ValuePath, report: Report): void {
  if (!items.every((item) => typeof item === 'string')) {
    for (const [index, item] of items.entries()) search(item, [...path, index], report)
    return
  }
  const hit = credentialInArguments(items)
  if (hit !== undefined) report(hit.what, [...path, hit.index])
}

type Variable = { readonly name: string; readonly value: string }

/** An entry of a container's own `env`, in Kubernetes' form. */
function isVariable(value: object, path: ValuePath): value is Variable {
  return (
    path.at(-2) === 'env' &&
    'name' in value &&
    'value' in value &&
    typeof value.name === 'string' &&
    typeof value.value === 'string'
  )
}

function searchVariable({ name, value }: Variable, path: ValuePath, report: Report): void {
  const what = credentialIn(name, value)
  if (what !== undefined) report(what, [...path, 'value'])
}
