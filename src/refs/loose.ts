import { asText, at, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { podSpecPaths } from './fields.ts'
import { loosePodFields, looseFields, type LooseField } from './loose-fields.ts'
import { findFields } from './path.ts'

export interface LooseReference {
  readonly kind: string
  readonly name: string
  /** As given beside the name, or else the namespace of the manifest. */
  readonly namespace: string | undefined
  readonly path: ValuePath
}

/** References to objects that may be created after the manifest. */
export function looseReferencesOf(manifest: Manifest): readonly LooseReference[] {
  const fields = fieldsOf(manifest.kind)
  if (fields.length === 0) return none
  const found = fields.flatMap((field) => referencesAt(manifest, field))
  if (found.length < 2) return found
  // When two rows match a field, the first one is more specific.
  const places = new Map<string, LooseReference>()
  for (const reference of found) {
    const place = reference.path.join('.')
    if (!places.has(place)) places.set(place, reference)
  }
  return [...places.values()]
}

const none: readonly LooseReference[] = []
const byKind = new Map<string, readonly LooseField[]>()

function fieldsOf(kind: string): readonly LooseField[] {
  const known = byKind.get(kind)
  if (known !== undefined) return known
  const pod = Object.hasOwn(podSpecPaths, kind) ? podSpecPaths[kind] : undefined
  const ofPod =
    pod === undefined ? [] : loosePodFields.map((field) => ({ ...field, pattern: `${pod}.${field.pattern}` }))
  const own = Object.hasOwn(looseFields, kind) ? (looseFields[kind] ?? []) : []
  const fields = [...own, ...ofPod]
  byKind.set(kind, fields)
  return fields
}

function referencesAt(manifest: Manifest, { pattern, kind, kindAt = 'kind', beside }: LooseField): LooseReference[] {
  return findFields(manifest, pattern).flatMap(({ path, value, holder }) => {
    const name = asText(value)
    if (name === undefined || (beside !== undefined && at(holder, beside) === undefined)) return []
    const isNamed = path.at(-1) === 'name'
    const own = isNamed ? textAt(holder, kindAt) : undefined
    const namespace = (isNamed ? textAt(holder, 'namespace') : undefined) ?? manifest.metadata.namespace
    return [{ kind: own ?? kind, name, namespace, path }]
  })
}
