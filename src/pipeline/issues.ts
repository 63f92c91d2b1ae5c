/** zod's issues as diagnostics: what was expected, what was found, the nearest right word, and where. */
import type * as z from 'zod/mini'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { nearest } from '../diagnostic/nearest.ts'
import type { ValuePath } from '../source/span.ts'
import { decode } from './coded.ts'
import { fixesOf } from './fixes.ts'
import { nameOf, type Judged } from './judged.ts'
import { valueAt } from './merge.ts'
import { choicesOf, describe, fieldsOf, optionsOf, schemaAt, type Schema } from './shape.ts'
import { isUnbuilt } from './unbuilt.ts'
import { meantKey, unknownKey } from './unknown-key.ts'

type Issue = z.core.$ZodIssue

export function issueDiagnostics(issues: readonly Issue[], judged: Judged): Diagnostic[] {
  return fromIssues(issues, { path: [], schema: judged.schema }, judged)
}

interface Parent {
  readonly path: ValuePath
  readonly schema: Schema | undefined
}

function fromIssues(issues: readonly Issue[], parent: Parent, judged: Judged): Diagnostic[] {
  const placed = issues.flatMap((issue) => {
    const path = pathOf(issue, parent.path)
    const left = judged.root === 'spec' ? withoutUnbuilt(issue, path, judged) : issue
    return left === undefined ? [] : [{ issue: left, path, schema: schemaAt(parent.schema, issue.path) }]
  })
  const meant = new Set(placed.flatMap((place) => meantPaths(place, judged)))
  const echo = ({ issue, path }: Placed) => issue.code !== 'unrecognized_keys' && meant.has(path.join('.'))
  return placed.filter((place) => !echo(place)).flatMap((place) => fromIssue(place, judged))
}

/** `notYetSupported` has a better answer for these. */
function withoutUnbuilt(issue: Issue, path: ValuePath, judged: Judged): Issue | undefined {
  if (issue.code === 'invalid_value') return isUnbuilt(path, valueAt(judged.value, path)) ? undefined : issue
  if (issue.code !== 'unrecognized_keys') return issue
  const keys = issue.keys.filter((key) => !isUnbuilt([...path, key]))
  return keys.length === 0 ? undefined : { ...issue, keys }
}

/** A key that is only misspelt is not missing too. */
function meantPaths({ issue, path, schema }: Placed, judged: Judged): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return []
  return issue.keys.flatMap((key) => {
    const meant = meantKey(key, { path, schema, judged })
    return meant === undefined ? [] : [[...path, meant].join('.')]
  })
}

interface Placed extends Parent {
  readonly issue: Issue
}

function pathOf({ path }: Issue, parent: ValuePath): ValuePath {
  return [...parent, ...path.map((step) => (typeof step === 'number' ? step : String(step)))]
}

function fromIssue(placed: Placed, judged: Judged): Diagnostic[] {
  const { issue, path, schema } = placed
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, { path, schema, judged }))
  if (path.length > 0 && valueAt(judged.value, path) === undefined) return [missingKey(placed, judged)]
  if (issue.code === 'invalid_union') return fromUnion(issue, placed, judged)
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => badForm(inner, placed, judged, 'key'))
  if (issue.code === 'invalid_type') return [wrongType(placed, judged)]
  if (issue.code === 'invalid_value') return [unknownValue(issue, placed, judged)]
  return [badForm(issue, placed, judged, 'value')]
}

function missingKey({ path, schema }: Placed, { locate, root }: Judged): Diagnostic {
  const choices = choicesOf(schema)
  const parent = path.slice(0, -1)
  const key = String(path.at(-1))
  return diagnostic('spec/missing-key', {
    message: `${nameOf(parent, root)} lacks ${key}`,
    help: `add ${key}, ${choices.length > 0 ? `one of: ${choices.join(', ')}` : describe(schema)}`,
    // Where an environment's null removed it, or else its map.
    span: locate(path, 'key'),
  })
}

/** The branch that the person meant: the one of the value's type, and of those the one with the fewest wrong keys. */
function fromUnion(issue: Extract<Issue, { code: 'invalid_union' }>, placed: Placed, judged: Judged): Diagnostic[] {
  const branches = issue.errors.map((errors, index) => ({ errors, option: optionsOf(placed.schema)[index] }))
  const fitting = branches.filter(({ errors }) => errors.every((error) => !isOtherType(error)))
  if (fitting.length === 0) return [wrongType(placed, judged)]
  const [meant] = fitting.sort((a, b) => misfit(a.errors) - misfit(b.errors))
  return fromIssues(meant?.errors ?? [], { path: placed.path, schema: meant?.option }, judged)
}

function isOtherType({ code, path, message }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value') && decode(message) === undefined
}

function misfit(errors: readonly Issue[]): number {
  let count = 0
  for (const error of errors) count += error.code === 'unrecognized_keys' ? error.keys.length : 1
  return count
}

function wrongType({ issue, path, schema }: Placed, judged: Judged): Diagnostic {
  const span = judged.locate(path, 'value')
  const value = valueAt(judged.value, path)
  const known = decode(issue.message)
  const expected = describe(schema)
  return diagnostic(known?.code ?? 'spec/wrong-type', {
    message: known?.message ?? `expected ${expected}, found ${found(value)}`,
    help: known?.help ?? howToWrite(schema, value),
    span: value === null ? judged.locate(path, 'key') : span,
    ...fixesOf({
      code: known?.code ?? 'spec/wrong-type',
      value,
      span,
      source: judged.source(span),
      wantsText: /\btext\b/.test(expected),
    }),
  })
}

function unknownValue(issue: Extract<Issue, { code: 'invalid_value' }>, { path }: Placed, judged: Judged): Diagnostic {
  const value = String(valueAt(judged.value, path))
  const values = issue.values.map(String)
  const near = nearest(value, values)
  const span = judged.locate(path, 'value')
  const [only] = values
  return diagnostic('spec/unknown-value', {
    message: `${nameOf(path, judged.root)} can't be ${value}${near === undefined ? '' : `; did you mean ${near}?`}`,
    help: values.length === 1 ? `write ${only}` : `one of: ${values.join(', ')}`,
    span,
    ...(near === undefined ? {} : { fix: { title: `write ${near}`, edits: [{ span, text: near }] } }),
  })
}

/** Right type, wrong form. Schemas say what they want through `coded`; length and range come from the issue. */
function badForm(issue: Issue, { path }: Placed, judged: Judged, at: 'key' | 'value'): Diagnostic {
  const span = judged.locate(path, at)
  const known = decode(issue.message)
  if (known === undefined) {
    return diagnostic('spec/bad-value', {
      message: `${nameOf(path, judged.root)} ${limitOf(issue)}`,
      help: 'write a value that fits, or delete the key',
      span,
    })
  }
  const value = valueAt(judged.value, path)
  return diagnostic(known.code, {
    message: known.message,
    ...(known.help === undefined ? {} : { help: known.help }),
    span,
    ...fixesOf({ code: known.code, value, span, source: judged.source(span), wantsText: false }),
  })
}

function limitOf(issue: Issue): string {
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return 'must not be empty'
    return issue.origin === 'array' ? `needs at least ${issue.minimum} entry` : `must be at least ${issue.minimum}`
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `must have at most ${issue.maximum} characters`
      : `must be at most ${issue.maximum}`
  }
  return 'has the wrong form'
}

function howToWrite(schema: Schema | undefined, value: unknown): string {
  const keys = [...fieldsOf(schema).keys()]
  const expected = describe(schema)
  if (keys.length > 0) return `write a map of: ${keys.join(', ')}${value === null ? '; or delete the line' : ''}`
  if (expected === 'a list' && typeof value === 'string') return `write a list: [${value}]`
  return value === null
    ? `write ${expected}, or delete the line`
    : `write ${expected}${typeof value === 'string' ? ', without quotes' : ''}`
}

function found(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'string') return `the text "${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`
  if (typeof value === 'boolean') return `the truth value ${value}`
  return typeof value === 'number' ? `the number ${value}` : 'another value'
}
