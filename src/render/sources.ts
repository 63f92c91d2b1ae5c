import { append } from '../diagnostic/long-lists.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { folderOf } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'
import { charted } from './charted.ts'
import { partsOf, resourcesOf } from './kustomization.ts'
import { kustomized } from './kustomized.ts'
import { newReader } from './reader.ts'
import type { Renderer } from './renderer.ts'
import { survey, type Survey } from './survey.ts'
import type { Unit } from './unit.ts'

export interface Sources {
  readonly units: readonly Unit[]
  readonly diagnostics: readonly Diagnostic[]
  /** Files that were read. */
  readonly files: number
  /** Files and documents that are not objects of Kubernetes: values, workflows, patches. */
  readonly passedOver: number
  /** Folders of charts that were rendered with their own values: other values may give other objects. */
  readonly charts: readonly string[]
}

export interface SourceRequest {
  readonly tree: Tree
  /** Files and folders of the tree. */
  readonly paths: readonly string[]
  /** Further texts, e.g. stdin, by the name that stands for them; each is a unit. */
  readonly texts?: Readonly<Record<string, string>>
  /** Without it, a folder that has to be rendered is reported, and its kustomization's resources are read. */
  readonly renderer?: Renderer
}

/**
 * Objects from files, folders with all that is below them, kustomizations, charts and texts. They come in units, each what
 * one Application would sync: the files of one folder (Argo CD does not recurse by default), or the output of one
 * kustomization or chart. Codes: those of `loadManifests` and `readText`, and `manifests/not-rendered`.
 */
export function loadSources({ tree, paths, texts = {}, renderer }: SourceRequest): Sources {
  const found = survey(tree, paths)
  const reader = newReader(tree)
  append(reader.diagnostics, found.diagnostics)
  const reading = { tree, reader, renderer }
  const units: Unit[] = []
  for (const [folder, files] of plainUnits(found)) {
    units.push({
      name: folder,
      from: 'folder',
      documents: files.flatMap((file) => reader.documents(file)),
      generated: [],
    })
  }
  for (const folder of found.roots) units.push(kustomized(folder, found, reading))
  const charts = found.charts.flatMap((folder) => charted(folder, reading) ?? [])
  append(units, charts)
  for (const [name, text] of Object.entries(texts)) {
    units.push({ name: '-', from: 'text', documents: reader.take(name, text), generated: [] })
  }
  return {
    units: units.filter(({ documents }) => documents.length > 0),
    diagnostics: reader.diagnostics,
    files: reader.files,
    passedOver: reader.passedOver,
    charts: charts.map(({ name }) => name),
  }
}

/** Files by folder, without those that serve a kustomization. */
function plainUnits({ files, kustomizations, roots }: Survey): ReadonlyMap<string, readonly string[]> {
  const serving = new Set([...kustomizations.values()].flatMap((each) => [...resourcesOf(each), ...partsOf(each)]))
  const units = new Map<string, string[]>()
  for (const { path, named } of files) {
    const folder = folderOf(path)
    const isServing = serving.has(path) || kustomizations.has(folder) || roots.includes(folder)
    if (isServing && named === 'found') continue
    units.set(folder, [...(units.get(folder) ?? []), path])
  }
  return units
}
