import { append } from '../diagnostic/long-lists.ts'
import type { Diagnostic, Outcome, Span } from '../diagnostic/diagnostic.ts'
import {
  chartFile,
  kustomizationNames,
  type NamedValues,
  renderChart,
  type RenderedDocuments,
  type Renderer,
  renderKustomization,
} from '../render/index.ts'
import { loadManifests, type LoadedDocument } from '../manifest/load.ts'
import { readText, resolveNamed } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { manifestFiles } from './manifest-files.ts'

/** The manifests of a workload, and the program with its version where one rendered them. */
export interface WorkloadDocuments extends Pick<RenderedDocuments, 'documents'> {
  readonly rendered: RenderedDocuments['rendered'] | undefined
}

/** The workload's manifests: as they are written, or as a kustomization or a chart renders them. */
export function readDocuments(pipeline: LoadedPipeline, tree: Tree, renderer: Renderer): Outcome<WorkloadDocuments> {
  const { spec, folder, locate, name: release, namespace } = pipeline
  const span = locate(pathOf(spec.workload))
  const { value: target, diagnostics: outside } = resolveNamed(folder, workloadPath(spec.workload), span)
  if (target === undefined) return { value: undefined, diagnostics: outside }
  const place = { folder: target, span }
  switch (formOf(pipeline, tree, target)) {
    case 'chart':
      return renderChart(tree, { place, values: valuesOf(pipeline), release, namespace }, renderer)
    case 'kustomization':
      return renderKustomization(tree, place, renderer)
    default:
      return readPlain(tree, target, span)
  }
}

type Workload = LoadedPipeline['spec']['workload']

export function workloadPath(workload: Workload): string {
  if (typeof workload === 'string') return workload
  return typeof workload.path === 'string' ? workload.path : workload.path.chart
}

function pathOf(workload: Workload): readonly string[] {
  if (typeof workload === 'string') return ['workload']
  return typeof workload.path === 'string' ? ['workload', 'path'] : ['workload', 'path', 'chart']
}

function valuesOf({ spec: { workload }, folder, locate }: LoadedPipeline): NamedValues {
  const named = typeof workload === 'string' || typeof workload.path === 'string' ? [] : (workload.path.values ?? [])
  const entries = named.map((text, index) => ({ text, span: locate(['workload', 'path', 'values', index]) }))
  return { folder, entries }
}

function formOf({ spec: { workload } }: LoadedPipeline, tree: Tree, path: string): 'chart' | 'kustomization' | 'plain' {
  if (typeof workload !== 'string' && typeof workload.path !== 'string') return 'chart'
  const listing = tree.list(path)
  const names = listing.ok ? listing.value.map(({ name }) => name) : []
  if (names.some((name) => kustomizationNames.includes(name))) return 'kustomization'
  return names.includes(chartFile) ? 'chart' : 'plain'
}

function readPlain(tree: Tree, target: string, span: Span): Outcome<WorkloadDocuments> {
  const { value: files, diagnostics } = manifestFiles(tree, target, span)
  const found: Diagnostic[] = [...diagnostics]
  const documents: LoadedDocument[] = []
  for (const file of files ?? []) {
    const text = readText(tree, file, span)
    append(found, text.diagnostics)
    if (text.value === undefined) continue
    const loaded = loadManifests(file, text.value)
    append(found, loaded.diagnostics)
    append(documents, loaded.manifests)
  }
  return { value: files === undefined ? undefined : { documents, rendered: undefined }, diagnostics: found }
}
