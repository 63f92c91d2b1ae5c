import { at, isList } from '../manifest/fields.ts'
import type { Json } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'

/** Undefined for a path that does not exist. */
export function valueAt(root: Json, path: ValuePath): Json | undefined {
  let value: Json | undefined = root
  for (const step of path)
    value = typeof step === 'number' ? (isList(value) ? value[step] : undefined) : at(value, step)
  return value
}
