import { diagnostic, hasErrors, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { loadManifests, type LoadedDocument } from '../manifest/load.ts'
import type { SourceManifest } from '../manifest/manifest.ts'
import type { Locate } from '../source/span.ts'
import type { Tree } from '../source/tree.ts'
import { readChartWith, type NamedValues } from './chart.ts'
import type { FolderPlace } from './gather.ts'
import { kustomizeInput, type KustomizeInput } from './kustomize-input.ts'
import { chartOrigin, kustomizeOrigin } from './origin.ts'
import { notRenderable } from './refusal.ts'
import type { Renderer, RenderJob, Rendering } from './renderer.ts'

/** What a folder renders to, and the program with its version that rendered it. */
export interface RenderedDocuments {
  readonly documents: readonly LoadedDocument[]
  readonly rendered: { readonly by: string; readonly from: string }
}

/** A chart, and what `helm template` is given beside its files. */
export interface Release {
  readonly place: FolderPlace
  readonly values: NamedValues
  readonly release: string
  readonly namespace: string
}

/** A kustomization, as `kustomize build` renders it. */
export function renderKustomization(tree: Tree, place: FolderPlace, renderer: Renderer): Outcome<RenderedDocuments> {
  const { folder, span } = place
  const { value: input, diagnostics } = kustomizeInput(tree, place)
  if (input === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const job: RenderJob = { tool: 'kustomize', folder, files: input.files, subject: folder }
  const rendering = renderer.render(job)
  if (!rendering.ok)
    return { value: undefined, diagnostics: [...diagnostics, notRenderable(job, rendering, placeOf(input, span))] }
  return withOrigins(folder, rendering, originIn(input), diagnostics)
}

function originIn(input: KustomizeInput): (rendered: LoadedDocument) => Locate {
  const documentsIn = (file: string): readonly SourceManifest[] => {
    const content = input.files.get(file)
    return content === undefined ? [] : loadManifests(file, new TextDecoder().decode(content)).manifests
  }
  const origin = kustomizeOrigin(input, documentsIn)
  return ({ manifest }) => origin(manifest)
}

/** A chart, as `helm template` renders it: twice, because a template may generate a password or a date. */
export function renderChart(
  tree: Tree,
  { place, values: named, release, namespace }: Release,
  renderer: Renderer,
): Outcome<RenderedDocuments> {
  const { value: input, diagnostics } = readChartWith(tree, place, named)
  if (input === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const { folder, files, values } = input
  const job: RenderJob = { tool: 'helm', folder, files, subject: folder, values, release, namespace }
  const rendering = renderer.render(job)
  if (!rendering.ok)
    return { value: undefined, diagnostics: [...diagnostics, notRenderable(job, rendering, () => place.span)] }
  const again = renderer.render(job)
  if (!again.ok || again.text !== rendering.text)
    return {
      value: undefined,
      diagnostics: [...diagnostics, changing(rendering.text, again.ok ? again.text : '', place)],
    }
  return withOrigins(folder, rendering, chartOrigin(input), diagnostics)
}

/** Findings about rendered text point at the source of the object, and have no fix: the text is in no file. */
function withOrigins(
  folder: string,
  { text, by }: Extract<Rendering, { ok: true }>,
  origin: (rendered: LoadedDocument) => Locate,
  before: readonly Diagnostic[],
): Outcome<RenderedDocuments> {
  const loaded = loadManifests(folder, text)
  const documents = loaded.manifests.map((document) => {
    const locate = origin(document)
    return { ...document, locate, file: locate(['kind']).file }
  })
  const moved = loaded.diagnostics.map(({ code, severity, message, why, span }): Diagnostic => {
    const holder = documents.findLast(({ start }) => start <= (span?.start ?? 0))
    const place = holder?.locate([]) ?? { file: folder, start: 0, end: 0 }
    return {
      code,
      severity,
      message,
      ...(why === undefined ? {} : { why }),
      help: 'fix it in the file that it is rendered from',
      span: place,
    }
  })
  return { value: { documents, rendered: { by, from: folder } }, diagnostics: [...before, ...moved] }
}

type Place = (message: string) => Span

/** The entry whose path is in the program's message, else the outermost kustomization. */
function placeOf({ named, kustomizations: [outermost] }: KustomizeInput, span: Span): Place {
  return (message) => {
    if (message === '') return span
    const spoken = named.filter(({ text }) => text.length > 2 && message.includes(text))
    const entry = spoken.sort((a, b) => b.text.length - a.text.length)[0]
    return entry?.span ?? (outermost === undefined ? span : { file: outermost.file, start: 0, end: 0 })
  }
}

function changing(first: string, second: string, { folder, span }: FolderPlace): Diagnostic {
  const [one, two] = [first.split('\n'), second.split('\n')]
  const line = one.findIndex((text, index) => text !== two[index])
  const source = one.slice(0, line + 1).findLast((text) => text.startsWith('# Source: '))
  // Only the key: the value differs at each run, and may be a password.
  const key = /[\w.-]+(?=: )/.exec(one[line] ?? '')?.[0]
  return diagnostic('workload/not-reproducible', {
    message: `${source?.slice('# Source: '.length) ?? folder} renders differently each time${key === undefined ? '' : `: ${key}`}`,
    why: 'manifests/ would change with every compile, and a password in it with every release',
    help: 'set the value in a values file, or let the chart use an existing Secret',
    span,
  })
}
