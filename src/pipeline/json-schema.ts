import * as z from 'zod/mini'
import { isMap, type RawMap } from './merge.ts'
import { Pipeline, Spec } from './schema.ts'

const id = 'https://wavec.dev/schema/v1/pipeline.schema.json'

/**
 * The JSON Schema (draft 07) of a spec file, for editors. `environments` are merge patches of spec: nothing in them is
 * required and every key may be null. What belongs together, only `check` knows.
 */
export function jsonSchema(): string {
  const { $schema, ...pipeline } = draft07(Pipeline)
  const { $schema: _, definitions, ...spec } = draft07(Spec)
  const properties = mapOf(pipeline['properties'])
  const environments = mapOf(mapOf(mapOf(properties['spec'])['properties'])['environments'])
  const ownFields = mapOf(spec['properties'])
  const whole = {
    $schema,
    $id: id,
    title: 'wavec pipeline',
    description: 'A migration pipeline that wavec compiles to Argo CD manifests.',
    ...pipeline,
    properties: {
      ...properties,
      spec: { ...spec, properties: { ...ownFields, environments: ofPatches(environments) } },
    },
    definitions: { ...mapOf(definitions), ...patchDefinitions(mapOf(definitions)), patch: patchOf(spec) },
  }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}

function draft07(schema: z.ZodMiniType): RawMap {
  return mapOf(z.toJSONSchema(schema, { target: 'draft-07', io: 'input' }))
}

function mapOf(value: unknown): RawMap {
  return isMap(value) ? value : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function ofPatches({ description, propertyNames }: RawMap): RawMap {
  const patch = { anyOf: [{ $ref: '#/definitions/patch' }, { type: 'null' }] }
  return {
    description,
    type: 'object',
    ...(propertyNames === undefined ? {} : { propertyNames }),
    additionalProperties: patch,
  }
}

/** What the fields of spec share is shared by those of patches, under a name of its own. */
function patchDefinitions(definitions: RawMap): RawMap {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [`${name}Patch`, patchOf(mapOf(schema))]),
  )
}

/** Maps merge, so nothing in them is required and null removes; lists replace, so their entries stay whole. */
function patchOf(schema: RawMap): RawMap {
  const { required: _, default: __, id: ___, ...rest } = schema
  const { $ref, properties, additionalProperties, anyOf, allOf } = rest
  if (typeof $ref === 'string') return { ...rest, $ref: `${$ref}Patch` }
  return {
    ...rest,
    ...(isMap(properties) ? { properties: removableFields(properties) } : {}),
    ...(isMap(additionalProperties) ? { additionalProperties: removable(additionalProperties) } : {}),
    ...(anyOf === undefined ? {} : { anyOf: listOf(anyOf).map((option) => patchOf(mapOf(option))) }),
    ...(allOf === undefined ? {} : { allOf: listOf(allOf).map((part) => patchOf(mapOf(part))) }),
  }
}

function removableFields(properties: RawMap): RawMap {
  return Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, removable(field)]))
}

function removable(field: unknown): RawMap {
  const patch = patchOf(mapOf(field))
  const { description, type, enum: values, ...rest } = patch
  if (Object.keys(patch).length === 0) return patch
  const told = description === undefined ? {} : { description }
  if (typeof type !== 'string' || 'const' in rest)
    return { ...told, anyOf: [{ ...(type === undefined ? {} : { type }), ...rest }, { type: 'null' }] }
  return {
    ...told,
    type: [type, 'null'],
    ...(values === undefined ? {} : { enum: [...listOf(values), null] }),
    ...rest,
  }
}
