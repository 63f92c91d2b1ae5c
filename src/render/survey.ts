import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { inFolder, isPassedBy } from '../source/path.ts'
import { listFolder, readText } from '../source/read.ts'
import type { Entry, Tree } from '../source/tree.ts'
import { chartFile } from './chart.ts'
import { circles } from './circle.ts'
import { kustomizationNames, readKustomization, resourcesOf, type Kustomization } from './kustomization.ts'

/** The files, kustomizations and charts below the given paths, before any object is read. */
export interface Survey {
  /** By path. `named` is one of the given paths, `found` is below one. */
  readonly files: readonly { readonly path: string; readonly named: 'named' | 'found' }[]
  /** By folder, with those that others refer to outside of the given paths. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>
  /** Folders with a kustomization that no other refers to. */
  readonly roots: readonly string[]
  /** Folders with a Chart.yaml, whose files are templates. */
  readonly charts: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Surveying {
  readonly tree: Tree
  readonly files: Map<string, 'named' | 'found'>
  readonly kustomizations: Map<string, Kustomization>
  readonly found: Set<string>
  readonly charts: Set<string>
  readonly diagnostics: Diagnostic[]
}

export function survey(tree: Tree, paths: readonly string[]): Survey {
  const state: Surveying = {
    tree,
    files: new Map(),
    kustomizations: new Map(),
    found: new Set(),
    charts: new Set(),
    diagnostics: [],
  }
  for (const path of paths) visit(state, path)
  for (const folder of state.found) follow(state, folder)
  return {
    files: [...state.files].map(([path, named]) => ({ path, named })),
    kustomizations: state.kustomizations,
    roots: rootsOf(state),
    charts: [...state.charts],
    diagnostics: [...state.diagnostics, ...circles(state.kustomizations)],
  }
}

/** Kustomizations in a circle refer only to each other: one of them becomes a root, so that none is lost. */
function rootsOf({ found, kustomizations }: Surveying): readonly string[] {
  const referred = new Set([...kustomizations.values()].flatMap(resourcesOf))
  const roots = [...found].filter((folder) => !referred.has(folder))
  const reached = new Set<string>()
  const reach = (folder: string): void => {
    if (reached.has(folder)) return
    reached.add(folder)
    for (const path of resourcesIn(kustomizations, folder)) reach(path)
  }
  for (const folder of roots) reach(folder)
  for (const folder of found) {
    if (reached.has(folder)) continue
    roots.push(folder)
    reach(folder)
  }
  return roots
}

function resourcesIn(kustomizations: Survey['kustomizations'], folder: string): readonly string[] {
  const kustomization = kustomizations.get(folder)
  return kustomization === undefined ? [] : resourcesOf(kustomization)
}

function visit(state: Surveying, path: string): void {
  const listing = state.tree.list(path)
  if (listing.ok) return walk(state, path, listing.value)
  if (listing.problem === 'not-a-directory') state.files.set(path, 'named')
  else append(state.diagnostics, listFolder(state.tree, path).diagnostics)
}

/** YAML and JSON, as Argo CD reads a folder (reposerver/repository/repository.go `manifestFile`). */
export const manifestName = /\.(?:ya?ml|json)$/

function walk(state: Surveying, folder: string, entries: readonly Entry[]): void {
  const names = new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name))
  if (names.has(chartFile)) {
    state.charts.add(folder)
    return
  }
  enter(state, folder, names)
  if (state.kustomizations.has(folder)) state.found.add(folder)
  for (const { name, kind } of entries) {
    if (isPassedBy(name) || kustomizationNames.includes(name)) continue
    const path = inFolder(folder, name)
    if (kind === 'file') {
      if (manifestName.test(name) && !state.files.has(path)) state.files.set(path, 'found')
      continue
    }
    const listing = listFolder(state.tree, path)
    append(state.diagnostics, listing.diagnostics)
    walk(state, path, listing.value ?? [])
  }
}

/** The folders that a kustomization names, which may be outside of the given paths. */
function follow(state: Surveying, folder: string): void {
  for (const { target: path } of state.kustomizations.get(folder)?.entries ?? []) {
    if (path === undefined) continue
    const listing = state.kustomizations.has(path) ? undefined : state.tree.list(path)
    if (listing?.ok !== true) continue
    enter(state, path, new Set(listing.value.map(({ name }) => name)))
    follow(state, path)
  }
}

function enter(state: Surveying, folder: string, names: ReadonlySet<string>): void {
  const name = kustomizationNames.find((each) => names.has(each))
  if (name === undefined || state.kustomizations.has(folder)) return
  const file = inFolder(folder, name)
  const text = readText(state.tree, file)
  append(state.diagnostics, text.diagnostics)
  const kustomization = text.value === undefined ? undefined : readKustomization(file, text.value).value
  if (kustomization !== undefined) state.kustomizations.set(folder, kustomization)
  else if (text.value !== undefined) state.diagnostics.push(unreadable(file))
}

function unreadable(file: string): Diagnostic {
  return diagnostic('manifests/not-rendered', {
    message: 'this kustomization can’t be read: it is not a single YAML map',
    help: `kubectl kustomize ${shellWord(file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.')}`,
    span: { file, start: 0, end: 0 },
  })
}
