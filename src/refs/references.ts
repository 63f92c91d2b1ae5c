import { asText, at, textAt } from '../manifest/fields.ts'
import type { Json, Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { kindReferences, podReferences, podSpecPaths, secretProducers, typedReferences } from './fields.ts'
import { findFields, mapFields } from './path.ts'

export interface Reference {
  readonly kind: string
  readonly name: string
  /** From the root of the manifest. */
  readonly path: ValuePath
  /** The pod starts even if the target is missing. */
  readonly isOptional: boolean
}

/** All references to objects of the same namespace. Cached, for callers that ask repeatedly. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const known = references.get(manifest)
  if (known !== undefined) return known
  const found = findReferences(manifest)
  references.set(manifest, found)
  return found
}

/** Safe because a manifest never changes. */
const references = new WeakMap<Manifest, readonly Reference[]>()
const none: readonly Reference[] = []

/** Uncached, for callers that keep the result. */
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

/** The references of a pod spec; `base` is its path in the manifest. */
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

/** The object itself, and the Secret that a controller creates from it. */
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

/** Renames every reference; `rename` returns the old name to leave it as it is. */
export function renameReferences(podSpec: Json, rename: (kind: string, name: string) => string): Json {
  let result = podSpec
  for (const { pattern, kind } of podReferences) {
    result = mapFields(result, pattern, (value) => (typeof value === 'string' ? rename(kind, value) : value))
  }
  return result
}
