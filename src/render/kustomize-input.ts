/**
 * What a kustomization asks for, read before kustomize runs: kustomize would fetch a path that it doesn't find here, and
 * run the programs that a field names. So every path is looked up, and one that leads elsewhere is refused at its entry.
 */
import { diagnostic, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { asObject, asText, jsonOf } from '../manifest/fields.ts'
import { inFolder } from '../source/path.ts'
import { isRemote, kustomizationNames } from './kustomization.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { findFields } from '../refs/path.ts'
import { readText, resolveNamed } from '../source/read.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { specLimits } from '../source/text.ts'
import type { Tree } from '../source/tree.ts'
import { parseYaml } from '../source/yaml.ts'
import { gather } from './gather.ts'

/** One kustomization of those that the outermost reaches. */
export interface Kustomization {
  readonly file: string
  readonly folder: string
  readonly value: JsonObject
  readonly locate: Locate
}

/** A path that a kustomization names. */
export interface NamedPath {
  readonly text: string
  readonly span: Span
  /** In the repository; undefined where it names text in place, or nothing that is here. */
  readonly target: string | undefined
}

export interface KustomizeInput {
  readonly folder: string
  /** The outermost first. */
  readonly kustomizations: readonly Kustomization[]
  readonly named: readonly NamedPath[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Fields that hold paths (kustomize v5.5.0, api/types/kustomization.go); a text of several lines is YAML in place. */
const pathFields = [
  'resources[]',
  'bases[]',
  'components[]',
  'crds[]',
  'configurations[]',
  'openapi.path',
  'generators[]',
  'transformers[]',
  'validators[]',
  'patches[].path',
  'patchesStrategicMerge[]',
  'patchesJson6902[].path',
  'replacements[].path',
  ...['configMapGenerator', 'secretGenerator'].flatMap((name) => [
    `${name}[].files[]`,
    `${name}[].envs[]`,
    `${name}[].env`,
  ]),
]

/** Fields that make kustomize run helm, which fetches. */
const chartFields = ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals']

interface Walk {
  readonly tree: Tree
  readonly kustomizations: Kustomization[]
  readonly named: NamedPath[]
  readonly files: Map<string, Uint8Array>
  readonly diagnostics: Diagnostic[]
}

/** Everything that the kustomization in `folder` reaches; `span` is the place that names the folder. */
export function kustomizeInput(tree: Tree, folder: string, span: Span): Outcome<KustomizeInput> {
  const walk: Walk = { tree, kustomizations: [], named: [], files: new Map(), diagnostics: [] }
  visit(walk, folder, span)
  const { kustomizations, named, files, diagnostics } = walk
  return { value: { folder, kustomizations, named, files }, diagnostics }
}

function visit(walk: Walk, folder: string, span: Span): void {
  if (walk.kustomizations.some((known) => known.folder === folder)) return
  const kustomization = readOne(walk, folder, span)
  if (kustomization === undefined) return
  walk.kustomizations.push(kustomization)
  walk.diagnostics.push(...gather(walk.tree, folder, walk.files, span), ...charts(kustomization))
  for (const pattern of pathFields) {
    for (const { value, path } of findFields(kustomization.value, pattern)) {
      const entry = asText(value)
      if (entry !== undefined) follow(walk, kustomization, { entry: pathOf(entry, pattern), path })
    }
  }
}

function readOne({ tree, diagnostics }: Walk, folder: string, span: Span): Kustomization | undefined {
  const listing = tree.list(folder)
  const name = listing.ok ? listing.value.find((entry) => kustomizationNames.includes(entry.name))?.name : undefined
  if (name === undefined) {
    diagnostics.push(withoutKustomization(folder, span))
    return undefined
  }
  const file = inFolder(folder, name)
  const text = readText(tree, file, undefined, specLimits)
  const parsed = text.value === undefined ? undefined : parseYaml(file, text.value, { documents: 'one' })
  diagnostics.push(...text.diagnostics, ...(parsed?.diagnostics ?? []))
  const document = parsed?.documents[0]
  if (document === undefined) return undefined
  return { file, folder, value: asObject(jsonOf(document.value())) ?? {}, locate: document.locate }
}

/** `key=path` in the files of a generator. */
function pathOf(entry: string, pattern: string): string {
  return pattern.endsWith('.files[]') ? entry.slice(entry.indexOf('=') + 1) : entry
}

function follow(
  walk: Walk,
  { folder, locate }: Kustomization,
  { entry, path }: { readonly entry: string; readonly path: ValuePath },
): void {
  const span = locate(path)
  if (entry.includes('\n')) return
  if (isRemote(entry)) {
    walk.diagnostics.push(remote(entry, span))
    return
  }
  const { value: target, diagnostics } = resolveNamed(folder, entry, span)
  walk.diagnostics.push(...diagnostics)
  walk.named.push({ text: entry, span, target })
  if (target === undefined) return
  if (walk.tree.list(target).ok) {
    visit(walk, target, span)
    return
  }
  const reading = walk.tree.read(target)
  if (reading.ok) walk.files.set(target, reading.value)
  else walk.diagnostics.push(...readText(walk.tree, target, span).diagnostics)
}

function remote(entry: string, span: Span): Diagnostic {
  return diagnostic('workload/remote-base', {
    message: `${entry} lies on another machine`,
    why: 'a compile reads nothing but the repository: the same commit gives the same manifests on any day',
    help: 'copy it into the repository and name the folder, or render it there and point workload at the result',
    span,
  })
}

function charts({ value, locate }: Kustomization): Diagnostic[] {
  return chartFields
    .filter((field) => value[field] !== undefined)
    .map((field) =>
      diagnostic('workload/render-plugin', {
        message: `${field} makes kustomize run helm, which fetches charts`,
        why: 'Argo CD has that switched off too, unless its kustomize.buildOptions say --enable-helm',
        help: 'keep the chart in the repository: workload: { path: { chart: chart, values: [values.yaml] } }',
        span: locate([field], 'key'),
      }),
    )
}

function withoutKustomization(folder: string, span: Span): Diagnostic {
  return diagnostic('source/not-found', {
    message: `${folder === '' ? 'the repository itself' : folder} holds no kustomization.yaml`,
    help: 'name its files one by one, or add a kustomization.yaml that lists them',
    span,
  })
}
