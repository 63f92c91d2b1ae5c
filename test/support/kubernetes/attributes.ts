/** Compares an object with the attribute maps of @kubernetes/client-node: unknown fields and wrong JSON types. */
import * as models from '@kubernetes/client-node/dist/gen/models/all.js'
import { asObject, isList } from '../../../src/manifest/fields.ts'
import type { Json } from '../../../src/manifest/manifest.ts'

interface Attribute {
  readonly baseName: string
  readonly type: string
}

const byName: ReadonlyMap<string, unknown> = new Map<string, unknown>(Object.entries(models))

/** Quantities are strings in the client's models, but the API server accepts a bare number too (resource.Quantity). */
const quantities =
  /\.(limits|requests|hard|capacity|max|min|default|defaultRequest|maxLimitRequestRatio)\.[^.]+$|\.(sizeLimit|divisor)$|\.target\.(value|averageValue)$/

/** Problems of a value of the named type, for example `V1Job`, `Array<V1Container>` or `{ [key: string]: string; }`. */
export function attributeProblems(value: Json | undefined, type: string, path = ''): readonly string[] {
  if (value === null || value === undefined || type === 'any') return []
  const item = /^Array<(.+)>$/.exec(type)?.[1]
  if (item !== undefined)
    return isList(value)
      ? value.flatMap((child, index) => attributeProblems(child, item, join(path, index)))
      : [`${path}: expected a list`]
  const entry = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1]
  if (entry !== undefined) return fieldsOf(value, path, () => entry)
  const scalar = scalars[type]
  if (scalar !== undefined) return scalarProblems(value, scalar, path)
  const attributes = attributesOf(type)
  return fieldsOf(value, path, (key) => attributes.get(key))
}

const scalars: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  number: ['number'],
  boolean: ['boolean'],
  Date: ['string'],
  IntOrString: ['number', 'string'],
}

function scalarProblems(value: Json, types: readonly string[], path: string): readonly string[] {
  const isRight = types.includes(typeof value) || (typeof value === 'number' && quantities.test(path))
  return isRight ? [] : [`${path}: expected ${types.join(' or ')}`]
}

function fieldsOf(value: Json, path: string, typeOf: (key: string) => string | undefined): readonly string[] {
  const object = asObject(value)
  if (object === undefined) return [`${path}: expected a map`]
  return Object.entries(object).flatMap(([key, child]) => {
    const type = typeOf(key)
    return type === undefined ? [`${join(path, key)}: unknown field`] : attributeProblems(child, type, join(path, key))
  })
}

function join(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`
}

function attributesOf(type: string): ReadonlyMap<string, string> {
  const model = byName.get(type)
  if (!hasAttributes(model)) throw new Error(`@kubernetes/client-node has no model ${type}`)
  return new Map(model.getAttributeTypeMap().map((attribute) => [attribute.baseName, attribute.type]))
}

function hasAttributes(model: unknown): model is { getAttributeTypeMap(): readonly Attribute[] } {
  return typeof model === 'function' && 'getAttributeTypeMap' in model
}
