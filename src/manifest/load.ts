import { diagnostic, type Diagnostic, type Edit } from '../diagnostic/diagnostic.ts'
import type { Locate } from '../source/span.ts'
import { parseYaml, type ParsedDocument } from '../source/yaml.ts'
import { asObject, at, isList, objectAt, textAt } from './fields.ts'
import type { Json, JsonObject, Manifest, SourceManifest } from './manifest.ts'
import { plainValueOf, valueOf, type NodeValue } from './node-value.ts'
import { notStrings } from './not-a-string.ts'
import { resolvePlain } from './scalar.ts'
import { sliceOf, type Slice } from './slice.ts'

/** A manifest of the input with the document that holds it: the items of one List share their slice. */
export interface LoadedDocument extends SourceManifest {
  readonly slice: Slice
  /** Where its fields stand in the slice's source: `locate` itself, save for what was rendered. */
  readonly locateInSlice: Locate
  /** The slice's. */
  readonly text: string
  /** The slice's. */
  readonly start: number
  /** What makes the slice's text say what `manifest` says, where that was changed since it was read. */
  readonly edits?: readonly Edit[]
}

export interface LoadedManifests {
  readonly manifests: readonly LoadedDocument[]
  readonly diagnostics: readonly Diagnostic[]
  /** With `any`: documents that are no objects of Kubernetes. */
  readonly passedOver: number
}

/**
 * What the file is taken for. `manifests`: each document has to be one, with a name of its own. `any`: a file of somebody
 * else's, in which other documents are passed over, and a name may be generated: it then stands for the name.
 */
export type Reading = 'manifests' | 'any'

/**
 * The manifests of a YAML or JSON file, with the values that kubectl and Argo CD would read. Offsets start behind a byte
 * order mark. Documents without content are dropped. Codes: `yaml/*`, `workload/not-a-manifest`, `workload/generate-name`,
 * `workload/not-a-string`, `workload/not-json`.
 */
export function loadManifests(file: string, text: string, reading: Reading = 'manifests'): LoadedManifests {
  const source = endWithNewline(text.startsWith('\ufeff') ? text.slice(1) : text)
  const parsed = parseYaml(file, source, { plain: resolvePlain })
  const manifests: LoadedDocument[] = []
  const strangers = reading === 'any' ? parsed.diagnostics.filter(({ code }) => code === 'yaml/not-a-map') : []
  const loading: Loading = {
    reading,
    diagnostics: parsed.diagnostics.filter((found) => !strangers.includes(found)),
    passedOver: strangers.length,
  }
  let above = 0
  for (const document of parsed.documents) {
    manifests.push(...manifestsOf(document, sliceOf(file, source, extentOf(document, above)), loading))
    above = document.range[2]
  }
  return { manifests, diagnostics: loading.diagnostics, passedOver: loading.passedOver }
}

interface Loading {
  readonly reading: Reading
  readonly diagnostics: Diagnostic[]
  passedOver: number
}

/** kubectl ends the last line itself (apimachinery, util/yaml LineReader), so a block scalar there has its newline. */
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
    diagnostics.push(...notStrings(manifest, locate, slice.source))
    found.push({ manifest, file, locate, locateInSlice: locate, slice, text, start })
  }
  return found
}

function fullValueOf(document: ParsedDocument, slice: Slice, diagnostics: Diagnostic[]): NodeValue {
  return valueOf(document.document().contents, ({ range }, why) => {
    const [from, to] = range ?? [slice.start, slice.start]
    diagnostics.push(notJson(slice, from, to, why))
  })
}

/** Looks for keys as the text has them: the value's `true` may stand there as `on`. */
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
  const help = isText
    ? 'write the characters that are meant'
    : `put it in quotes if it is meant as text: ${JSON.stringify(shown)}`
  return diagnostic('workload/not-json', {
    message: `${shown || 'this'} can't be sent to Kubernetes`,
    why,
    help,
    span: { file, start, end },
  })
}

interface Item {
  readonly value: JsonObject
  readonly locate: Locate
}

/** Anything with a list of items is a List (apimachinery, unstructured.IsList), so that Lists may hold Lists. */
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
    message: `${missing.join('.')} is ${isPresent ? 'not text' : 'missing'}`,
    why: 'a manifest has apiVersion, kind and metadata.name',
    help: 'complete it, or move what is no manifest out of the folder of manifests',
    span: isPresent ? locate(missing) : locate(Object.keys(value).slice(0, 1), 'key'),
  })
}

function generatesName(generated: string, locate: Locate): Diagnostic {
  return diagnostic('workload/generate-name', {
    message: `generateName: ${generated} gives no fixed name`,
    why: 'a retry of the same sync makes the same name again, and every new sync leaves one more object behind',
    help: `write name: ${generated.replace(/-+$/, '')}`,
    span: locate(['metadata', 'generateName'], 'key'),
  })
}
