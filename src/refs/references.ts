import { asText, at, textAt } from '../manifest/fields.ts'
import type { Json, Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { kindReferences, podReferences, podSpecPaths, secretProducers, typedReferences } from './fields.ts'
import { findFields, mapFields } from './path.ts'

export interface Reference {
  readonly kind: string
  readonly name: string
  /** From the manifest's root. */
  readonly path: ValuePath
  /** The pod starts without it. */
  readonly isOptional: boolean
}

/** Every object of the same namespace that the manifest names; remembered, for who asks again and again. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const known = references.get(manifest)
  if (known !== undefined) return known
  const found = findReferences(manifest)
  references.set(manifest, found)
  return found
}

/** A manifest never changes, and is asked several times. */
const references = new WeakMap<Manifest, readonly Reference[]>()
const none: readonly Reference[] = []

/** The same for who keeps the answer. */
export function findReferences(manifest: Manifest): readonly Reference[] {
  if (!(manifest.kind in podSpecPaths) && !(manifest.kind in kindReferences) && !(manifest.kind in typedReferences))
    return none
  const podPath = podSpecPaths[manifest.kind]
  const fromPod =
    podPath === undefined
      ? []
      : findFields(manifest, podPath).flatMap(({ path, value }) => podReferencesOf(value, path))
  const own = (kindReferences[manifest.kind] ?? []).flatMap(({ pattern, kind }) =>
    fieldReferences(manifest, pattern, kind),
  )
  const typed = (typedReferences[manifest.kind] ?? []).flatMap((pattern) =>
    findFields(manifest, pattern).flatMap(({ path, value }) => {
      const [kind, name] = [textAt(value, 'kind'), textAt(value, 'name')]
      return kind === undefined || name === undefined
        ? []
        : [{ kind, name, path: [...path, 'name'], isOptional: false }]
    }),
  )
  return [...fromPod, ...own, ...typed]
}

/** The references of a pod spec alone; `base` is where it stands. */
export function podReferencesOf(podSpec: Json | undefined, base: ValuePath = []): readonly Reference[] {
  const found: Reference[] = []
  for (const { pattern, kind } of podReferences) {
    for (const { name, path, isOptional } of fieldReferences(podSpec, pattern, kind)) {
      found.push({ kind, name, path: [...base, ...path], isOptional })
    }
  }
  return found
}

function fieldReferences(root: Json | undefined, pattern: string, kind: string): readonly Reference[] {
  const fields = findFields(root, pattern)
  if (fields.length === 0) return none
  return fields.flatMap(({ path, value, holder }) => {
    const name = asText(value)
    return name === undefined ? [] : [{ kind, name, path, isOptional: at(holder, 'optional') === true }]
  })
}

/** What exists once the manifest is applied: the object itself, and the Secret that its controller makes of it. */
export function productsOf(manifest: Manifest): readonly { readonly kind: string; readonly name: string }[] {
  const own = { kind: manifest.kind, name: manifest.metadata.name }
  const produced = secretOf(manifest)
  return produced === undefined ? [own] : [own, { kind: 'Secret', name: produced }]
}

function secretOf(manifest: Manifest): string | undefined {
  for (const pattern of secretProducers[manifest.kind] ?? []) {
    const name = asText(findFields(manifest, pattern)[0]?.value)
    if (name !== undefined) return name
  }
  return undefined
}

/** The pod spec with every reference renamed; `rename` gives the new name, or the old one. */
export function renameReferences(podSpec: Json, rename: (kind: string, name: string) => string): Json {
  let result = podSpec
  for (const { pattern, kind } of podReferences) {
    result = mapFields(result, pattern, (value) => (typeof value === 'string' ? rename(kind, value) : value))
  }
  return result
}
