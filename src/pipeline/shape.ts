/** What a schema takes, read from its zod value: for messages that list it. */
import * as z from 'zod/mini'
import { Pipeline, Spec } from './schema.ts'

type Schema = z.core.$ZodType
export type { Schema }

/** The schema itself, without what makes it optional, fills in a default or transforms its output. */
function bare(schema: Schema): Schema {
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniNullable) return bare(schema.def.innerType)
  if (schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniPrefault) return bare(schema.def.innerType)
  return schema instanceof z.ZodMiniPipe ? bare(schema.def.in) : schema
}

export function optionsOf(schema: Schema | undefined): readonly Schema[] {
  const inner = schema === undefined ? undefined : bare(schema)
  return inner instanceof z.ZodMiniUnion ? inner.def.options : []
}

/** The schemas of the keys of a map; empty for what has none. Of a union: those of all its maps. */
export function fieldsOf(schema: Schema | undefined): ReadonlyMap<string, Schema> {
  if (schema === undefined) return new Map()
  const inner = bare(schema)
  if (inner instanceof z.ZodMiniObject) return new Map<string, Schema>(Object.entries(inner.def.shape))
  return new Map(optionsOf(inner).flatMap((option) => [...fieldsOf(option)]))
}

/** The schema of the value at a path; undefined where anything goes. */
export function schemaAt(schema: Schema | undefined, path: readonly PropertyKey[]): Schema | undefined {
  let found = schema
  for (const step of path) {
    if (found === undefined) return undefined
    found = stepInto(found, step)
  }
  return found
}

function stepInto(schema: Schema, step: PropertyKey): Schema | undefined {
  const inner = bare(schema)
  if (inner instanceof z.ZodMiniArray) return inner.def.element
  if (inner instanceof z.ZodMiniRecord) return inner.def.valueType
  if (inner instanceof z.ZodMiniUnion) {
    const into = inner.def.options.map((option) => stepInto(option, step))
    return into.find((found) => found !== undefined)
  }
  return fieldsOf(inner).get(String(step))
}

/** The words that an enum takes. */
export function choicesOf(schema: Schema | undefined): readonly string[] {
  const inner = schema === undefined ? undefined : bare(schema)
  return inner instanceof z.ZodMiniEnum ? Object.values(inner.def.entries).map(String) : []
}

/** In words: `text`, `a list`, `one of: flyway, sql`. */
export function describe(schema: Schema | undefined): string {
  if (schema === undefined) return 'a value'
  const inner = bare(schema)
  if (inner instanceof z.ZodMiniUnion) return [...new Set(inner.def.options.map(describe))].join(' or ')
  if (inner instanceof z.ZodMiniEnum) return `one of: ${choicesOf(inner).join(', ')}`
  if (inner instanceof z.ZodMiniLiteral) return [...inner.def.values].map((value) => String(value)).join(' or ')
  if (inner instanceof z.ZodMiniNumber) return inner instanceof z.ZodMiniNumberFormat ? 'an integer' : 'a number'
  return simple.find(([kind]) => inner instanceof kind)?.[1] ?? 'a value'
}

const simple = [
  [z.ZodMiniString, 'text'],
  [z.ZodMiniBoolean, 'true or false'],
  [z.ZodMiniObject, 'a map'],
  [z.ZodMiniRecord, 'a map'],
  [z.ZodMiniArray, 'a list'],
  [z.ZodMiniNull, 'null'],
] as const

/** The maps in which a key is known, shallow ones first: `spec`, `migrate`, `deploy.candidate`, `jobs[]`. */
export function homesOf(key: string): readonly string[] {
  const all = homesByKey().get(key) ?? []
  const least = Math.min(...all.map(levelOf))
  return all.filter((home) => levelOf(home) === least)
}

function levelOf(home: string): number {
  return home === 'spec' ? 0 : home.split('.').length
}

let homes: ReadonlyMap<string, readonly string[]> | undefined

/** Built when the first unknown key turns up. */
function homesByKey(): ReadonlyMap<string, readonly string[]> {
  if (homes !== undefined) return homes
  const found = new Map<string, string[]>()
  collect(Spec, '', found)
  collect(schemaAt(Pipeline, ['metadata']), 'metadata', found)
  homes = found
  return found
}

function collect(schema: Schema | undefined, path: string, found: Map<string, string[]>): void {
  if (schema === undefined) return
  const inner = bare(schema)
  if (inner instanceof z.ZodMiniArray) return collect(inner.def.element, `${path}[]`, found)
  for (const [key, field] of fieldsOf(inner)) {
    found.set(key, [...(found.get(key) ?? []), path === '' ? 'spec' : path])
    collect(field, path === '' ? key : `${path}.${key}`, found)
  }
}
