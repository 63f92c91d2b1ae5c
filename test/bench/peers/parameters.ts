import type { Json } from '../../../src/manifest/manifest.ts'

/** One file of a service: its path below the repository and its text. */
export type OutputFile = readonly [path: string, text: string]

/** Services whose outputs differ only in their parameters share a shape. */
export interface Shape {
  /** JavaScript that builds the files, `OutputFile[]`, from an array `v` of parameters. */
  readonly code: string
  /** The first service of this shape: its files, and which parameter replaces which text. */
  readonly example: readonly OutputFile[]
  readonly slots: ReadonlyMap<string, number>
}

export interface Parameterised {
  readonly shapes: readonly Shape[]
  readonly services: readonly { readonly shape: number; readonly values: readonly string[] }[]
}

/** Texts that differ between services: generated names, hashes and random values. */
const parameter = /svc[-_]\d{4}|[0-9a-f]{8,64}/g

/** Separates the output of each service into shared text and parameters, so that a small program can reproduce it. */
export function parameterise(outputs: readonly (readonly OutputFile[])[]): Parameterised {
  const shapes = new Map<string, Shape & { readonly index: number }>()
  const services = outputs.map((files) => {
    const slots = slotsIn(files)
    const code = codeOf(files, slots)
    const shape = shapes.get(code) ?? { code, example: files, slots, index: shapes.size }
    shapes.set(code, shape)
    return { shape: shape.index, values: [...slots.keys()] }
  })
  return { shapes: [...shapes.values()], services }
}

function slotsIn(files: readonly OutputFile[]): Map<string, number> {
  const slots = new Map<string, number>()
  for (const [found] of files.flat().join('\n').matchAll(parameter)) {
    if (!slots.has(found)) slots.set(found, slots.size)
  }
  return slots
}

/** JavaScript for a JSON value, with `v[i]` wherever one of its strings contains the parameter of slot i. */
export function codeOf(value: Json, slots: ReadonlyMap<string, number>): string {
  if (typeof value === 'string') return stringCode(value, slots)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map((item) => codeOf(item, slots)).join(', ')}]`
  const entries = Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [`${keyCode(key, slots)}: ${codeOf(item, slots)}`],
  )
  return `{ ${entries.join(', ')} }`
}

function keyCode(key: string, slots: ReadonlyMap<string, number>): string {
  const code = stringCode(key, slots)
  return code.startsWith('`') ? `[${code}]` : code
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function stringCode(text: string, slots: ReadonlyMap<string, number>): string {
  let code = ''
  let end = 0
  for (const { 0: found, index } of text.matchAll(parameter)) {
    const slot = slots.get(found)
    if (slot === undefined) continue
    code += `${literal(text.slice(end, index))}\${v[${slot}]}`
    end = index + found.length
  }
  return end === 0 ? JSON.stringify(text) : `\`${code}${literal(text.slice(end))}\``
}

function literal(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('`', '\\`').replaceAll('${', '\\${')
}
