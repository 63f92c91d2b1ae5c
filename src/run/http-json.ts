/** A scalar of JSON: all that a check can compare. */
export type Scalar = string | number | boolean | null

/**
 * Compares what stands at a dotted path, e.g. `items.0.id` or `items[0].id`, with a scalar. Undefined where it is equal;
 * else one line: what was expected, and what is there, or how far the path leads and what it meets.
 */
export function jsonMismatch(value: unknown, path: string, expected: Scalar): string | undefined {
  const segments = path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((segment) => segment !== '')
  const found = follow(value, segments, [])
  const wanted = `expected ${path} to be ${JSON.stringify(expected)}`
  if ('missing' in found) return `${wanted}, but ${found.missing}`
  return found.value === expected ? undefined : `${wanted}, found ${shown(found.value)}`
}

type Found = { readonly value: unknown } | { readonly missing: string }

function follow(value: unknown, segments: readonly string[], before: readonly string[]): Found {
  if (segments.length === 0) return { value }
  const step = nextOf(value, segments)
  if (step !== undefined)
    return follow(step.value, segments.slice(step.used), [...before, ...segments.slice(0, step.used)])
  const place = before.length === 0 ? 'the body' : before.join('.')
  return { missing: `${place} ${contents(value, segments[0] ?? '')}` }
}

interface Step {
  readonly value: unknown
  readonly used: number
}

/** A key may contain dots itself: the longest one that is there wins. */
function nextOf(value: unknown, segments: readonly string[]): Step | undefined {
  if (Array.isArray(value)) {
    const index = segments[0] ?? ''
    return /^\d+$/.test(index) && Number(index) < value.length
      ? { value: value[Number(index)] as unknown, used: 1 }
      : undefined
  }
  if (!isRecord(value)) return undefined
  for (let used = segments.length; used > 0; used--) {
    const key = segments.slice(0, used).join('.')
    if (Object.hasOwn(value, key)) return { value: value[key], used }
  }
  return undefined
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
