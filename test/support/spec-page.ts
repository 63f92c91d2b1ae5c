// docs/spec.md, from the JSON Schema and the commented full spec.
import * as z from 'zod'
import { fullYaml } from '../../src/pipeline/full-yaml.ts'
import { jsonSchema } from '../../src/pipeline/json-schema.ts'

/** As much of JSON Schema as zod writes for the spec. */
interface Node {
  readonly description?: string
  readonly type?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly allOf?: readonly Node[]
  readonly $ref?: string
}

/** Written by zod, so its shape is known. */
const Schema = z.object({
  properties: z.object({ spec: z.custom<Node>() }),
  definitions: z.record(z.string(), z.custom<Node>()),
})

interface Row {
  readonly path: string
  readonly node: Node
  readonly isRequired: boolean
}

export function specPage(): string {
  const { properties, definitions } = Schema.parse(JSON.parse(jsonSchema()))
  const fields = Object.entries(properties.spec.properties ?? {}).filter(([name]) => name !== 'environments')
  return [
    '<!-- Generated from the schema. next: UPDATE=1 npm test -- spec-page -->',
    '# The spec',
    'Every field of `pipeline.yaml`. `wavec schema` prints the same as JSON Schema for an editor, `wavec schema --yaml` the first part of this page. A key that is not listed is an error.',
    '## The whole spec',
    `\`\`\`yaml\n${fullYaml.trimEnd()}\n\`\`\``,
    '## Fields',
    'An asterisk marks a field that is required where its parent is given. Durations are written `50ms`, `10s`, `5m`, `1h30m`. `environments` holds patches of the spec by environment (JSON Merge Patch, RFC 7386): maps merge, lists replace, null removes.',
    table(fields.flatMap(([name, node]) => rowsOf(name, node, properties.spec.required?.includes(name) === true))),
    '## pod',
    'The same fields in `spec.pod`, for every Job, and in the `pod` of a stage.',
    table(rowsOf('', definitions['pod'] ?? {}, false).slice(1)),
  ]
    .join('\n\n')
    .concat('\n')
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ path, node, isRequired }) => {
    const preset = node.default === undefined || typeof node.default === 'object' ? '' : code(node.default)
    return `| ${code(path)}${isRequired ? ' *' : ''} | ${typeOf(node)} | ${preset} | ${node.description ?? ''} |`
  })
  return ['| field | value | default | |', '|---|---|---|---|', ...lines].join('\n')
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

/** A field and what is below it. Of alternatives, each that has fields of its own is listed. */
function rowsOf(path: string, node: Node, isRequired: boolean): readonly Row[] {
  return [{ path, node, isRequired }, ...below(path, node)]
}

function below(path: string, node: Node): readonly Row[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    rowsOf(path === '' ? key : `${path}.${key}`, child, node.required?.includes(key) === true),
  )
  const others = (node.anyOf ?? []).flatMap((option) => below(path, option))
  const items = node.items === undefined ? [] : below(`${path}[]`, node.items)
  const rows = [...own, ...items, ...others]
  return rows.filter(({ path: at }, index) => rows.findIndex((row) => row.path === at) === index)
}

function typeOf(node: Node): string {
  if (node.const !== undefined) return code(node.const)
  if (node.enum !== undefined) return node.enum.map(code).join(', ')
  const reference = node.$ref ?? node.allOf?.[0]?.$ref
  if (reference !== undefined) return `see [${nameOf(reference)}](#${nameOf(reference)})`
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(typeOf))].join(' or ')
  if (node.items !== undefined) return `list of ${typeOf(node.items)}`
  return scalarOf(node)
}

function scalarOf({ pattern, type, minimum, maximum }: Node): string {
  if (pattern?.includes('ms') === true) return 'duration'
  const range = minimum === undefined ? '' : ` from ${minimum}${isOpen(maximum) ? '' : ` to ${maximum}`}`
  return `${type === 'object' || type === undefined ? 'map' : type}${range}`
}

function isOpen(maximum: number | undefined): boolean {
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference
}
