import type { LoadedDocument } from './load.ts'
import { loadManifests } from './load.ts'
import type { Json, JsonObject, Manifest } from './manifest.ts'
import { isList } from './fields.ts'
import { lacksNamespace, namespaceEdits } from './namespace.ts'
import type { Slice } from './slice.ts'
import { joinDocuments, writeYaml } from './write.ts'

/**
 * The text of a document with missing namespaces and the edits of its manifests (a List has several), and otherwise
 * unchanged. The result is parsed again: if the text's form does not allow the edits (an anchor, an unusual spelling),
 * the objects are rewritten without their comments.
 */
export function documentText(slice: Slice, documents: readonly LoadedDocument[], namespace: string): string {
  const own = documents.filter((document) => document.slice === slice)
  const text = slice.edited(
    own.flatMap((document) => [...namespaceEdits(document, namespace), ...(document.edits ?? [])]),
  )
  if (own.every(({ edits }) => edits === undefined)) return text
  const wanted = own.map(({ manifest }) => manifest)
  const { manifests, diagnostics } = loadManifests(slice.file, text)
  const isRight =
    diagnostics.length === 0 &&
    manifests.length === wanted.length &&
    manifests.every(({ manifest }, index) => isSame(withoutNamespace(manifest), withoutNamespace(wanted[index])))
  return isRight ? text : joinDocuments(own.map((document) => writeYaml(inNamespace(document, namespace))))
}

function inNamespace(document: LoadedDocument, namespace: string): Manifest {
  const { manifest } = document
  if (!lacksNamespace(document)) return manifest
  const { name, ...metadata } = manifest.metadata
  return { ...manifest, metadata: { name, namespace, ...metadata } }
}

function withoutNamespace(manifest: Manifest | undefined): JsonObject {
  return { ...manifest, metadata: { ...manifest?.metadata, namespace: undefined } }
}

/** Ignores the order of keys. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || isList(a) || isList(b))
    return a === b
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]))
}
