import type { Edit } from '../diagnostic/diagnostic.ts'
import { scopeOf } from './kinds.ts'
import type { LoadedDocument } from './load.ts'
import { isPlainSafe, quoteText } from './quote.ts'
import type { Slice } from './slice.ts'

/**
 * The text of a document with `namespace` behind the name of each namespaced built-in object that has none; all else
 * stays as it is. Of `manifests`, those of the slice count (a List has several). Cluster-scoped and unknown kinds are
 * left alone, and so is metadata that is an alias, carries an anchor, or takes its name from a merge: an edit there
 * would reach elsewhere.
 */
export function withNamespace(slice: Slice, manifests: readonly LoadedDocument[], namespace: string): string {
  const own = manifests.filter((document) => document.slice === slice)
  return slice.edited(own.flatMap((document) => edit(document, namespace)))
}

function edit(
  { manifest, locateInSlice: locate, slice: { file, source } }: LoadedDocument,
  namespace: string,
): readonly Edit[] {
  if (manifest.metadata.namespace !== undefined || scopeOf(manifest.apiVersion, manifest.kind) !== 'namespaced')
    return []
  const metadata = locate(['metadata'])
  const key = locate(['metadata', 'name'], 'key')
  const name = locate(['metadata', 'name'])
  const lead = source.slice(locate(['metadata'], 'key').end, metadata.start)
  if (key.start < metadata.start || name.end > metadata.end || /[&*]/.test(lead)) return []
  const insert = source[metadata.start] === '{' ? inFlow : inBlock
  const place = insert(source, key.start, name.end, namespace)
  return place === undefined ? [] : [{ span: { file, start: place.at, end: place.at }, text: place.text }]
}

interface Insertion {
  readonly at: number
  readonly text: string
}

function inFlow(source: string, keyStart: number, nameEnd: number, namespace: string): Insertion {
  const quoted = source[keyStart] === '"'
  return { at: nameEnd, text: quoted ? `, "namespace": ${quoteText(namespace)}` : `, namespace: ${scalar(namespace)}` }
}

/** On a line of its own below the name's last. A key written `? name` is left alone. */
function inBlock(source: string, keyStart: number, nameEnd: number, namespace: string): Insertion | undefined {
  const indent = source.slice(source.lastIndexOf('\n', keyStart - 1) + 1, keyStart)
  if (!/^ *$/.test(indent)) return undefined
  const at = source[nameEnd - 1] === '\n' ? nameEnd : source.indexOf('\n', nameEnd) + 1
  return { at, text: `${indent}namespace: ${scalar(namespace)}\n` }
}

function scalar(namespace: string): string {
  return isPlainSafe(namespace) ? namespace : quoteText(namespace)
}
