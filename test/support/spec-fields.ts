import * as z from 'zod/mini'
import { fieldsOf, optionsOf, type Schema } from '../../src/pipeline/shape.ts'
import { Pipeline, Spec } from '../../src/pipeline/schema.ts'

/** The place of a text that a user writes: `[]` is each item of a list, `*` each key of a map with free keys. */
export interface TextField {
  readonly path: readonly string[]
  readonly part: 'value' | 'key'
}

/** All of them, read from the schema, so that a new field is among them. */
export function textFields(): readonly TextField[] {
  const metadata = fieldsOf(Pipeline).get('metadata')
  const all = [...fieldsBelow(metadata, ['metadata']), ...fieldsBelow(Spec, ['spec'])]
  return [...new Map(all.map((field) => [JSON.stringify(field), field])).values()]
}

function fieldsBelow(schema: Schema | undefined, path: readonly string[]): readonly TextField[] {
  if (schema === undefined) return []
  const inner = bare(schema)
  if (inner instanceof z.ZodMiniArray) return fieldsBelow(inner.def.element, [...path, '[]'])
  if (inner instanceof z.ZodMiniRecord)
    return [{ path: [...path, '*'], part: 'key' }, ...fieldsBelow(inner.def.valueType, [...path, '*'])]
  const options = optionsOf(inner)
  if (options.length > 0) return options.flatMap((option) => fieldsBelow(option, path))
  const isClosed = [z.ZodMiniObject, z.ZodMiniNumber, z.ZodMiniBoolean, z.ZodMiniNull].some(
    (kind) => inner instanceof kind,
  )
  // An enum and all that the schema does not describe take a text too, if only to refuse it.
  const own: readonly TextField[] = isClosed ? [] : [{ path, part: 'value' }]
  return [...own, ...[...fieldsOf(inner)].flatMap(([key, field]) => fieldsBelow(field, [...path, key]))]
}

function bare(schema: Schema): Schema {
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniNullable) return bare(schema.def.innerType)
  if (schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniPrefault) return bare(schema.def.innerType)
  return schema instanceof z.ZodMiniPipe ? bare(schema.def.in) : schema
}

/** A copy of the document with that text in that field; what leads to the field is made where it is missing. */
export function withText(document: unknown, { path, part }: TextField, text: string): unknown {
  const [step, ...rest] = path
  if (step === undefined) return text
  if (step === '[]') {
    const list: readonly unknown[] = Array.isArray(document) ? document : []
    const [first, ...others] = list
    return [withText(first, { path: rest, part }, text), ...others]
  }
  const map: Readonly<Record<string, unknown>> = isMap(document) ? document : {}
  const key = step === '*' ? (Object.keys(map)[0] ?? 'key') : step
  const isKey = part === 'key' && rest.length === 0
  const entries = Object.entries(map).filter(([name]) => name !== key)
  const value = isKey ? (map[key] ?? 'value') : withText(map[key], { path: rest, part }, text)
  return Object.fromEntries([...entries, [isKey ? text : key, value]])
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether the document has a value there. */
export function hasText(document: unknown, { path }: TextField): boolean {
  const [step, ...rest] = path
  if (step === undefined) return document !== undefined
  const inner = Array.isArray(document) ? document : isMap(document) ? Object.values(document) : []
  if (step === '[]')
    return Array.isArray(document) && inner.slice(0, 1).some((item) => hasText(item, { path: rest, part: 'value' }))
  if (!isMap(document)) return false
  if (step === '*') return inner.slice(0, 1).some((item) => hasText(item, { path: rest, part: 'value' }))
  return Object.hasOwn(document, step) && hasText(document[step], { path: rest, part: 'value' })
}
