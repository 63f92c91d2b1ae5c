import { stepVariable } from '../../protocol/process.ts'
import { asObject, asText, isList } from '../../manifest/fields.ts'
import type { Json, JsonObject } from '../../manifest/manifest.ts'

/** A field that differs; `undefined` where a side has none. */
export interface Change {
  /** `spec.template.spec.containers.app.image`: entries of a list go by their names. */
  readonly path: readonly string[]
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export function changedPaths(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): Change[] {
  if (before === after) return []
  const [left, right] = [fieldsOf(before, path), fieldsOf(after, path)]
  if (left === undefined || right === undefined) return isSame(before, after) ? [] : [{ path, before, after }]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((key) => changedPaths(left[key], right[key], [...path, key]))
}

/** Maps, lists whose entries have names, and the Step that a variable holds as JSON. */
function fieldsOf(value: Json | undefined, path: readonly string[]): JsonObject | undefined {
  if (path.at(-2) === stepVariable && typeof value === 'string') return stepOf(value)
  const map = asObject(value)
  if (map !== undefined) return map
  if (!isList(value)) return undefined
  const named = value.map((item): [string, Json] => [asText(asObject(item)?.['name']) ?? '', item])
  const names = new Set(named.map(([name]) => name))
  return names.size === named.length && !names.has('') ? Object.fromEntries(named) : undefined
}

/** Kubernetes' escape of `$` is taken back first. */
function stepOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text.replaceAll('$$', '$'))
    return isJsonObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
