import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic, type Edit } from '../diagnostic/diagnostic.ts'
import type { Locate } from '../source/span.ts'
import { unprintable } from '../source/unprintable.ts'
import { parseYaml, type ParsedDocument } from '../source/yaml.ts'
import { asObject, at, isList, objectAt, textAt } from './fields.ts'
import type { Json, JsonObject, Manifest, SourceManifest } from './manifest.ts'
import { plainValueOf, valueOf, type NodeValue } from './node-value.ts'
import { notStrings } from './not-a-string.ts'
import { resolvePlain } from './scalar.ts'
import { sliceOf, type Slice } from './slice.ts'

/** A manifest with its document. The items of a List share one slice. */
export interface LoadedDocument extends SourceManifest {
  readonly slice: Slice
  /** Locates fields in the source of the slice; differs from `locate` only for rendered manifests. */
  readonly locateInSlice: Locate
  /** The text of the slice. */
  readonly text: string
  /** The start of the slice. */
  readonly start: number
  /** Bring the text of the slice in line with `manifest`, if that has changed since it was read. */
  readonly edits?: readonly Edit[]
}

export interface LoadedManifests {
  readonly manifests: readonly LoadedDocument[]
  readonly diagnostics: readonly Diagnostic[]
  /** With `any`: the number of documents that are not Kubernetes objects. */
  readonly passedOver: number
}

/**
 * `manifests`: every document must be a Kubernetes object with a fixed name. `any`: other documents are ignored, and a
 * `generateName` serves as the name.
 */
export type Reading = 'manifests' | 'any'

/**
 * The manifests of a YAML or JSON file, with the values that kubectl and Argo CD read. Offsets start after a byte order
 * mark, and documents without content are dropped. Codes: `yaml/*`, `workload/not-a-manifest`, `workload/generate-name`,
 * `workload/not-a-string`, `workload/not-json`, `source/unprintable`.
 */
export function loadManifests(file: string, text: string, reading: Reading = 'manifests'): LoadedManifests {
  const source = endWithNewline(text.startsWith('\ufeff') ? text.slice(1) : text)
  const parsed = parseYaml(file, source, { plain: resolvePlain })
  const manifests: LoadedDocument[] = []
  const foreign = reading === 'any' ? parsed.diagnostics.filter(({ code }) => code === 'yaml/not-a-map') : []
  const loading: Loading = {
    reading,
    diagnostics: parsed.diagnostics.filter((found) => !foreign.includes(found)),
    passedOver: foreign.length,
  }
  let above = 0
  for (const document of parsed.documents) {
    append(manifests, manifestsOf(document, sliceOf(file, source, extentOf(document, above)), loading))
    above = document.range[2]
  }
  return { manifests, diagnostics: loading.diagnostics, passedOver: loading.passedOver }
}

interface Loading {
  readonly reading: Reading
  readonly diagnostics: Diagnostic[]
  passedOver: number
}

/** kubectl ends the last line itself (apimachinery, util/yaml LineReader), so a block scalar on it has its newline. */
function endWithNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function extentOf({ range: [start, body, end] }: ParsedDocument, above: number) {
  return { above, start, body, end }
}

function manifestsOf(document: ParsedDocument, slice: Slice, loading: Loading): LoadedDocument[] {
  const { file, text, start } = slice
  const { diagnostics } = loading
  const { value, renamed } = plainValueOf(document.plain) ?? fullValueOf(document, slice, diagnostics)
  const found: LoadedDocument[] = []
  for (const { value: item, locate } of unlist(value, asWritten(document.locate, value, renamed))) {
    const manifest = asManifest(item, locate, loading)
    if (manifest === undefined) continue
    append(diagnostics, notStrings(manifest, locate, slice.source), unprintableNames(manifest, locate))
    found.push({ manifest, file, locate, locateInSlice: locate, slice, text, start })
  }
  return found
}

/** What every list of objects shows. */
const names = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']] as const

function unprintableNames(manifest: Manifest, locate: Locate): readonly Diagnostic[] {
  return names.flatMap((path) =>
    unprintable({ name: path.join('.'), text: textAt(manifest, ...path) ?? '', lines: 'one', span: locate(path) }),
  )
}

function fullValueOf(document: ParsedDocument, slice: Slice, diagnostics: Diagnostic[]): NodeValue {
  return valueOf(document.document().contents, ({ range }, why) => {
    const [from, to] = range ?? [slice.start, slice.start]
    diagnostics.push(notJson(slice, from, to, why))
  })
}

/** Translates keys back to their spelling in the text, where the key `true` may be `on`. */
function asWritten(locate: Locate, root: Json, renamed: NodeValue['renamed']): Locate {
  if (renamed.size === 0) return locate
  return (path, part) => {
    let current: Json | undefined = root
    const steps = path.map((step) => {
      const map = asObject(current)
      current = map === undefined ? itemOf(current, step) : map[step]
      return map === undefined ? step : (renamed.get(map)?.get(String(step)) ?? step)
    })
    return locate(steps, part)
  }
}

function itemOf(list: Json | undefined, step: string | number): Json | undefined {
  return isList(list) && typeof step === 'number' ? list[step] : undefined
}

function notJson({ file, source }: Slice, start: number, end: number, why: string): Diagnostic {
  const shown = source.slice(start, end)
  const isText = /^["']/.test(shown)
  const help = isText ? 'write the intended characters' : `quote it if you mean a string: ${JSON.stringify(shown)}`
  return diagnostic('workload/not-json', {
    message: `${shown || 'this value'} can't be sent to Kubernetes`,
    why,
    help,
    span: { file, start, end },
  })
}

interface Item {
  readonly value: JsonObject
  readonly locate: Locate
}

/** Any object with a list of items is a List (apimachinery, unstructured.IsList), so Lists can contain Lists. */
function unlist(value: Json, locate: Locate): readonly Item[] {
  const object = asObject(value)
  if (object === undefined) return []
  const items = object['items']
  if (!isList(items)) return [{ value: object, locate }]
  return items.flatMap((item, index) => unlist(item, (path, part) => locate(['items', index, ...path], part)))
}

function asManifest(value: JsonObject, locate: Locate, loading: Loading): Manifest | undefined {
  if (isManifest(value)) return value
  if (loading.reading === 'manifests') {
    loading.diagnostics.push(whyNot(value, locate))
    return undefined
  }
  const named = withGeneratedName(value)
  if (named !== undefined && isManifest(named)) return named
  loading.passedOver++
  return undefined
}

function withGeneratedName(value: JsonObject): JsonObject | undefined {
  const metadata = objectAt(value, 'metadata')
  const name = textAt(metadata, 'generateName')
  return name === undefined ? undefined : { ...value, metadata: { ...metadata, name } }
}

function isManifest(value: JsonObject): value is Manifest {
  return missingField(value) === undefined
}

const required = [['apiVersion'], ['kind'], ['metadata', 'name']]

function missingField(value: JsonObject): readonly string[] | undefined {
  return required.find((path) => (textAt(value, ...path) ?? '') === '')
}

function whyNot(value: JsonObject, locate: Locate): Diagnostic {
  const missing = missingField(value) ?? []
  const generated = textAt(value, 'metadata', 'generateName')
  if (missing.includes('name') && generated !== undefined) return generatesName(generated, locate)
  const isPresent = (at(value, ...missing) ?? '') !== ''
  return diagnostic('workload/not-a-manifest', {
    message: `${missing.join('.')} is ${isPresent ? 'not a string' : 'missing'}`,
    why: 'every manifest needs apiVersion, kind and metadata.name',
    help: 'add the field, or move a file that is not a manifest out of this folder',
    span: isPresent ? locate(missing) : locate(Object.keys(value).slice(0, 1), 'key'),
  })
}

function generatesName(generated: string, locate: Locate): Diagnostic {
  return diagnostic('workload/generate-name', {
    message: `generateName: ${generated} does not give a fixed name`,
    why: 'a retry of a sync generates the same name again, and every new sync leaves behind another object',
    help: `write name: ${generated.replace(/-+$/, '')}`,
    span: locate(['metadata', 'generateName'], 'key'),
  })
}
