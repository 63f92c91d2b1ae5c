/**
 * What a kustomization asks for, read before kustomize runs: kustomize would fetch a path that it doesn't find here, and
 * run the programs that a field names. So every path is looked up, and one that leads elsewhere is refused at its entry.
 */
import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { inFolder } from '../source/path.ts'
import { readText, resolveNamed } from '../source/read.ts'
import { specLimits } from '../source/text.ts'
import type { Tree } from '../source/tree.ts'
import { circles } from './circle.ts'
import { gather, type FolderPlace } from './gather.ts'
import { fetchedBy, holdsPlugins } from './plugin.ts'
import { isRemote } from './remote.ts'
import { kustomizationNames, readKustomization, type Entry, type Kustomization } from './kustomization.ts'

/** A path that a kustomization names, and where. */
export interface NamedPath {
  readonly text: string
  readonly span: Span
  /** Undefined outside of the repository. */
  readonly target: string | undefined
}

export interface KustomizeInput {
  readonly folder: string
  /** The outermost first. */
  readonly kustomizations: readonly Kustomization[]
  readonly named: readonly NamedPath[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Fields that make kustomize run helm, which fetches. */
const chartFields = ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals']

interface Walk {
  readonly tree: Tree
  readonly kustomizations: Kustomization[]
  readonly named: NamedPath[]
  readonly files: Map<string, Uint8Array>
  readonly diagnostics: Diagnostic[]
}

/** Everything that the kustomization of a folder reaches. */
export function kustomizeInput(tree: Tree, place: FolderPlace): Outcome<KustomizeInput> {
  const walk: Walk = { tree, kustomizations: [], named: [], files: new Map(), diagnostics: [] }
  visit(walk, place)
  const { kustomizations, named, files, diagnostics } = walk
  const circular = circles(new Map(kustomizations.map((each) => [each.folder, each])))
  return { value: { folder: place.folder, kustomizations, named, files }, diagnostics: [...diagnostics, ...circular] }
}

function visit(walk: Walk, place: FolderPlace, isPlugin = false): void {
  if (walk.kustomizations.some(({ folder }) => folder === place.folder)) return
  const kustomization = readIn(walk, place)
  if (kustomization === undefined) return
  walk.kustomizations.push(kustomization)
  append(walk.diagnostics, gather(walk.tree, place, walk.files), charts(kustomization))
  for (const entry of kustomization.entries)
    follow(walk, kustomization, { ...entry, isPlugin: isPlugin || holdsPlugins(entry.path) })
}

function readIn({ tree, diagnostics }: Walk, { folder, span }: FolderPlace): Kustomization | undefined {
  const listing = tree.list(folder)
  const name = listing.ok ? listing.value.find((entry) => kustomizationNames.includes(entry.name))?.name : undefined
  if (name === undefined) {
    diagnostics.push(withoutKustomization(folder, span))
    return undefined
  }
  const file = inFolder(folder, name)
  const text = readText(tree, file, undefined, specLimits)
  const read = text.value === undefined ? undefined : readKustomization(file, text.value)
  append(diagnostics, text.diagnostics, read?.diagnostics ?? [])
  return read?.value
}

interface Followed extends Entry {
  /** Whether what it names holds plugins. */
  readonly isPlugin: boolean
}

function follow(walk: Walk, { folder, locate }: Kustomization, { text, path, isPlugin }: Followed): void {
  const span = locate(path)
  if (isRemote(text)) {
    walk.diagnostics.push(remote(text, span))
    return
  }
  const { value: target, diagnostics } = resolveNamed(folder, text, span)
  append(walk.diagnostics, diagnostics)
  walk.named.push({ text, span, target })
  if (target === undefined) return
  if (walk.tree.list(target).ok) {
    visit(walk, { folder: target, span }, isPlugin)
    return
  }
  const reading = walk.tree.read(target)
  if (reading.ok) {
    walk.files.set(target, reading.value)
    if (isPlugin)
      append(
        walk.diagnostics,
        fetches(reading.value).map((url) => remote(url, span)),
      )
  } else append(walk.diagnostics, readText(walk.tree, target, span).diagnostics)
}

function fetches(plugin: Uint8Array): readonly string[] {
  return fetchedBy(new TextDecoder().decode(plugin))
}

function remote(entry: string, span: Span): Diagnostic {
  return diagnostic('workload/remote-base', {
    message: `${entry} is on another machine`,
    why: 'a compile reads only the repository, so that the same commit always gives the same manifests',
    help: 'copy it into the repository and name that folder, or commit its output and point workload at it',
    span,
  })
}

function charts({ value, locate }: Kustomization): Diagnostic[] {
  return chartFields
    .filter((field) => value[field] !== undefined)
    .map((field) =>
      diagnostic('workload/render-plugin', {
        message: `${field} makes kustomize run helm, which fetches charts`,
        why: 'Argo CD disables this too, unless its kustomize.buildOptions contain --enable-helm',
        help: 'keep the chart in the repository: workload: { path: { chart: chart, values: [values.yaml] } }',
        span: locate([field], 'key'),
      }),
    )
}

function withoutKustomization(folder: string, span: Span): Diagnostic {
  return diagnostic('source/not-found', {
    message: `${folder === '' ? 'the repository itself' : folder} has no kustomization.yaml`,
    help: 'list its files one by one, or add a kustomization.yaml that lists them',
    span,
  })
}
