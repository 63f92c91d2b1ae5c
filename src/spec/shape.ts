/** What a schema takes, read from its zod value: for messages that list it. */
import * as z from 'zod'
import { Pipeline, Spec } from './schema.ts'

type Schema = z.core.$ZodType
export type { Schema }

/** The schema itself, without what makes it optional, fills in a default or transforms its output. */
function bare(schema: Schema): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap())
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return bare(schema.unwrap())
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema
}

export function optionsOf(schema: Schema | undefined): readonly Schema[] {
  const inner = schema === undefined ? undefined : bare(schema)
  return inner instanceof z.ZodUnion ? inner.options : []
}

/** The schemas of the keys of a map; empty for what has none. Of a union: those of all its maps. */
export function fieldsOf(schema: Schema | undefined): ReadonlyMap<string, Schema> {
  if (schema === undefined) return new Map()
  const inner = bare(schema)
  if (inner instanceof z.ZodObject) return new Map<string, Schema>(Object.entries(inner.shape))
  return new Map(optionsOf(inner).flatMap((option) => [...fieldsOf(option)]))
}

/** The schema of what stands at a path; undefined where anything goes. */
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
  if (inner instanceof z.ZodArray) return inner.element
  if (inner instanceof z.ZodRecord) return inner.valueType
  if (inner instanceof z.ZodUnion) {
    const into = inner.options.map((option) => stepInto(option, step))
    return into.find((found) => found !== undefined)
  }
  return fieldsOf(inner).get(String(step))
}

/** The words that an enum takes. */
export function choicesOf(schema: Schema | undefined): readonly string[] {
  const inner = schema === undefined ? undefined : bare(schema)
  return inner instanceof z.ZodEnum ? inner.options.map(String) : []
}

/** In words: `text`, `a list`, `one of: flyway, sql`. */
export function describe(schema: Schema | undefined): string {
  if (schema === undefined) return 'a value'
  const inner = bare(schema)
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(describe))].join(' or ')
  if (inner instanceof z.ZodEnum) return `one of: ${inner.options.join(', ')}`
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => String(value)).join(' or ')
  if (inner instanceof z.ZodNumber) return inner.isInt ? 'a whole number' : 'a number'
  return simple.find(([kind]) => inner instanceof kind)?.[1] ?? 'a value'
}

const simple = [
  [z.ZodString, 'text'],
  [z.ZodBoolean, 'true or false'],
  [z.ZodObject, 'a map'],
  [z.ZodRecord, 'a map'],
  [z.ZodArray, 'a list'],
  [z.ZodNull, 'null'],
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
  if (inner instanceof z.ZodArray) return collect(inner.element, `${path}[]`, found)
  for (const [key, field] of fieldsOf(inner)) {
    found.set(key, [...(found.get(key) ?? []), path === '' ? 'spec' : path])
    collect(field, path === '' ? key : `${path}.${key}`, found)
  }
}
