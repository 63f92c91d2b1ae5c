import type { Edit } from '../diagnostic/diagnostic.ts'
import { scopeOf } from './kinds.ts'
import type { LoadedDocument } from './load.ts'
import { inBlock, inFlow, metadataPlace } from './metadata-place.ts'
import { isPlainSafe, quoteText } from './quote.ts'

/**
 * Adds a missing `namespace` after the name of a namespaced built-in object. Leaves cluster-scoped and unknown kinds
 * alone, and metadata that cannot be edited in place.
 */
export function namespaceEdits(document: LoadedDocument, namespace: string): readonly Edit[] {
  if (!lacksNamespace(document)) return []
  const place = metadataPlace(document)
  if (place === undefined) return []
  const value = isPlainSafe(namespace) ? namespace : quoteText(namespace)
  const insertion =
    place.form === 'flow'
      ? inFlow(place, `namespace: ${value}`, `"namespace": ${quoteText(namespace)}`)
      : inBlock(place, (indent) => [`${indent}namespace: ${value}`])
  if (insertion === undefined) return []
  const { at, text } = insertion
  return [{ span: { file: document.slice.file, start: at, end: at }, text }]
}

export function lacksNamespace({ manifest }: LoadedDocument): boolean {
  return manifest.metadata.namespace === undefined && scopeOf(manifest.apiVersion, manifest.kind) === 'namespaced'
}
