import type { Edit } from '../diagnostic/diagnostic.ts'
import type { LoadedDocument } from './load.ts'
import { inBlock, inFlow, metadataPlace, type Insertion } from './metadata-place.ts'
import { quoteText } from './quote.ts'

type Annotations = Readonly<Record<string, string>>

/** Adds or replaces annotations, with small edits of the text if its form allows them. */
export function annotate(document: LoadedDocument, annotations: Annotations): LoadedDocument {
  const { manifest, edits = [] } = document
  const metadata = { ...manifest.metadata, annotations: { ...manifest.metadata.annotations, ...annotations } }
  return { ...document, manifest: { ...manifest, metadata }, edits: [...edits, ...editsFor(document, annotations)] }
}

function editsFor(document: LoadedDocument, annotations: Annotations): readonly Edit[] {
  const { manifest, locateInSlice: locate, slice } = document
  const own = manifest.metadata.annotations
  if (own === undefined) return afterName(document, annotations)
  const place = locate(['metadata', 'annotations'])
  const [first] = Object.keys(own)
  if (first === undefined) return [edit(document, place.start, place.end, `{ ${pairs(annotations).join(', ')} }`)]
  const before = locate(['metadata', 'annotations', first], 'key').start
  const separator =
    slice.source[place.start] === '{' ? ', ' : `\n${slice.source.slice(lineStart(slice.source, before), before)}`
  return Object.entries(annotations).map(([key, value]) => {
    if (own[key] === undefined) return edit(document, before, before, `${pair(key, value)}${separator}`)
    const { start, end } = locate(['metadata', 'annotations', key])
    return edit(document, start, end, quoteText(value))
  })
}

function afterName(document: LoadedDocument, annotations: Annotations): readonly Edit[] {
  const place = metadataPlace(document)
  if (place === undefined) return []
  const lines = pairs(annotations)
  const insertion =
    place.form === 'flow'
      ? inFlow(place, `annotations: { ${lines.join(', ')} }`, `"annotations": { ${lines.join(', ')} }`)
      : inBlock(place, (indent) =>
          ['annotations:', ...lines.map((line) => `  ${line}`)].map((line) => `${indent}${line}`),
        )
  return insertion === undefined ? [] : [insertionEdit(document, insertion)]
}

function insertionEdit(document: LoadedDocument, { at, text }: Insertion): Edit {
  return edit(document, at, at, text)
}

function edit({ slice: { file } }: LoadedDocument, start: number, end: number, text: string): Edit {
  return { span: { file, start, end }, text }
}

/** Key and value in quotes, which is valid in JSON as well. */
function pairs(annotations: Annotations): string[] {
  return Object.entries(annotations).map(([key, value]) => pair(key, value))
}

function pair(key: string, value: string): string {
  return `${quoteText(key)}: ${quoteText(value)}`
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf('\n', at - 1) + 1
}
