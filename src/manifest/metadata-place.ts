import type { LoadedDocument } from './load.ts'

/** A place for new fields after the name of an object. */
export interface MetadataPlace {
  readonly form: 'flow' | 'block'
  readonly source: string
  readonly keyStart: number
  readonly nameEnd: number
}

export interface Insertion {
  readonly at: number
  readonly text: string
}

/**
 * Undefined if metadata is an alias, has an anchor, or gets its name from a merge: an edit would change other places as
 * well.
 */
export function metadataPlace({ locateInSlice: locate, slice: { source } }: LoadedDocument): MetadataPlace | undefined {
  const metadata = locate(['metadata'])
  const key = locate(['metadata', 'name'], 'key')
  const name = locate(['metadata', 'name'])
  const lead = source.slice(locate(['metadata'], 'key').end, metadata.start)
  if (key.start < metadata.start || name.end > metadata.end || /[&*]/.test(lead)) return undefined
  const form = source[metadata.start] === '{' ? 'flow' : 'block'
  return { form, source, keyStart: key.start, nameEnd: name.end }
}

/** JSON needs its keys in quotes. */
export function inFlow({ source, keyStart, nameEnd }: MetadataPlace, text: string, json: string): Insertion {
  return { at: nameEnd, text: `, ${source[keyStart] === '"' ? json : text}` }
}

/** New lines below the name. A key written as `? name` is left alone. */
export function inBlock(
  { source, keyStart, nameEnd }: MetadataPlace,
  linesAt: (indent: string) => readonly string[],
): Insertion | undefined {
  const indent = source.slice(source.lastIndexOf('\n', keyStart - 1) + 1, keyStart)
  if (!/^ *$/.test(indent)) return undefined
  const at = source[nameEnd - 1] === '\n' ? nameEnd : source.indexOf('\n', nameEnd) + 1
  return {
    at,
    text: linesAt(indent)
      .map((line) => `${line}\n`)
      .join(''),
  }
}
