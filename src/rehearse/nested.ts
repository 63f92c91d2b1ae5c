import { isRecord } from '../protocol/json.ts'

/** Turns dotted paths into an object: `{"checks.database": "ok"}` becomes `{"checks": {"database": "ok"}}`. */
export function nested(dotted: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(dotted)) {
    const keys = path.split('.')
    const last = keys.pop() ?? path
    let current = root
    for (const key of keys) {
      const inner: Record<string, unknown> = isRecord(current[key]) ? current[key] : {}
      current[key] = inner
      current = inner
    }
    current[last] = value
  }
  return root
}
