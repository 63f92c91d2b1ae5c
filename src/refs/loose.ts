import { asText, at, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { podSpecPaths } from './fields.ts'
import { loosePodFields, looseFields, type LooseField } from './loose-fields.ts'
import { findFields } from './path.ts'

export interface LooseReference {
  readonly kind: string
  readonly name: string
  /** Where it is written beside the name; else the manifest's own. */
  readonly namespace: string | undefined
  readonly path: ValuePath
}

/** The objects that the manifest names without waiting for them. */
export function looseReferencesOf(manifest: Manifest): readonly LooseReference[] {
  const known = references.get(manifest)
  if (known !== undefined) return known
  const found = new Map<string, LooseReference>()
  for (const field of fieldsOf(manifest.kind)) {
    for (const reference of referencesAt(manifest, field)) {
      const place = reference.path.join('.')
      // The row that says more about a place stands before the others.
      if (!found.has(place)) found.set(place, reference)
    }
  }
  const all = [...found.values()]
  references.set(manifest, all)
  return all
}

/** A manifest never changes, and is asked several times. */
const references = new WeakMap<Manifest, readonly LooseReference[]>()
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
