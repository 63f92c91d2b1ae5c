import { isRecord } from '../../protocol/json.ts'

/** A JSON scalar, the only kind of value that a check compares. */
export type Scalar = string | number | boolean | null

/**
 * Compares the value at a dotted path, e.g. `items.0.id` or `items[0].id`, with a scalar. Undefined if they are equal,
 * otherwise one line: what was expected and what was found, or where the path ends.
 */
export function jsonMismatch(value: unknown, path: string, expected: Scalar): string | undefined {
  const segments = path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '')
    .split('.')
  const found = follow(value, segments, [])
  const wanted = `expected ${path} to be ${JSON.stringify(expected)}`
  if ('missing' in found) return `${wanted}, but ${found.missing}`
  return found.value === expected ? undefined : `${wanted}, found ${shown(found.value)}`
}

type Found = { readonly value: unknown } | { readonly missing: string }

/** A key may itself contain dots, so longer keys are tried first. */
function follow(value: unknown, segments: readonly string[], before: readonly string[]): Found {
  if (segments.length === 0) return { value }
  let missing: Found | undefined
  for (let used = segments.length; used > 0; used--) {
    const key = segments.slice(0, used).join('.')
    const next = own(value, key)
    if (next === undefined) continue
    const found = follow(next.value, segments.slice(used), [...before, key])
    if ('value' in found) return found
    missing ??= found
  }
  const place = before.length === 0 ? 'the body' : before.join('.')
  return missing ?? { missing: `${place} ${contents(value, segments[0] ?? '')}` }
}

function own(value: unknown, key: string): { readonly value: unknown } | undefined {
  if (Array.isArray(value))
    return /^\d+$/.test(key) && Number(key) < value.length ? { value: value[Number(key)] } : undefined
  return isRecord(value) && Object.hasOwn(value, key) ? { value: value[key] } : undefined
}

function contents(value: unknown, key: string): string {
  if (Array.isArray(value)) return `is a list of ${value.length}, without ${key}`
  if (!isRecord(value)) return `is ${shown(value)}, without ${key}`
  const keys = Object.keys(value)
  if (keys.length === 0) return `is empty, without ${key}`
  return `has no ${key}, only ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ` and ${keys.length - 8} more` : ''}`
}

const shownLimit = 80

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isRecord(value)) return `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'nothing in it'}`
  const text = JSON.stringify(value)
  return text.length > shownLimit ? `${text.slice(0, shownLimit)}…` : text
}
