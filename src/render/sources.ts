/**
 * Objects from anything: files, folders with what is below them, kustomizations, texts from elsewhere. They come in
 * units, each what one Application would sync: the files of one folder (Argo CD does not recurse by default), or the
 * output of one kustomization or chart.
 */
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { baseName, folderOf } from '../source/path.ts'
import { readText } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import type { Locate } from '../source/span.ts'
import { charted } from './charted.ts'
import { kustomized } from './kustomized.ts'
import { loadManifests, type LoadedDocument, type LoadedManifests } from '../manifest/load.ts'
import type { SourceManifest } from '../manifest/manifest.ts'
import type { Kustomization } from './kustomization.ts'
import { survey, type Survey } from './survey.ts'

export interface UnitDocument extends SourceManifest {
  /** The value is what stands in the file, or what kustomize or Helm made of it: then only the former may be edited. */
  readonly origin: 'written' | 'rendered'
}

export interface Unit {
  /** The folder; '' is the root, `-` what came from elsewhere. */
  readonly name: string
  readonly from: 'folder' | 'kustomization' | 'chart' | 'text'
  readonly documents: readonly UnitDocument[]
  /** `ConfigMap/name` of what is there, too, but could not be rendered. */
  readonly generated: readonly string[]
}

/**
 * Builds the kustomization of a folder, or says in a few words why that was not possible. `base` is how the origins in the
 * text would name the folder.
 */
export type Render = (
  folder: string,
) => { readonly ok: true; readonly text: string; readonly base: string } | { readonly ok: false; readonly why: string }

/** Renders the chart of a folder with the values that it brings, or says in a few words why that was not possible. */
export type RenderChart = (
  folder: string,
) =>
  | { readonly ok: true; readonly text: string; readonly origin: (rendered: LoadedDocument) => Locate }
  | { readonly ok: false; readonly why: string }

export interface Sources {
  readonly units: readonly Unit[]
  readonly diagnostics: readonly Diagnostic[]
  /** Files that were read. */
  readonly files: number
  /** Files and documents that are no objects of Kubernetes: values, workflows, patches. */
  readonly passedOver: number
  /** Folders of charts that were rendered, with their own values: what others make of them was not looked at. */
  readonly charts: readonly string[]
}

export interface SourceRequest {
  readonly tree: Tree
  /** Files and folders of the tree. */
  readonly paths: readonly string[]
  /** Further texts, e.g. stdin, by the name that stands for them; each is a unit. */
  readonly texts?: Readonly<Record<string, string>>
  readonly render: Render
  /** Without it, charts are not looked into. */
  readonly renderChart?: RenderChart
}

/**
 * Codes: those of `loadManifests` and `readText`, and `manifests/not-rendered` for what could not be looked into.
 */
export function loadSources({ tree, paths, texts = {}, render, renderChart }: SourceRequest): Sources {
  const found = survey(tree, paths)
  const reader = newReader(tree)
  reader.diagnostics.push(...found.diagnostics)
  const units: Unit[] = []
  for (const [folder, files] of plainUnits(found)) {
    units.push({
      name: folder,
      from: 'folder',
      documents: files.flatMap((file) => reader.documents(file)),
      generated: [],
    })
  }
  for (const folder of found.roots) units.push(kustomized(folder, found, reader, render))
  const charts = found.charts.flatMap((folder) => charted(folder, reader, renderChart) ?? [])
  units.push(...charts)
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
  const serving = new Set([...kustomizations.values()].flatMap(({ resources, parts }) => [...resources, ...parts]))
  const units = new Map<string, string[]>()
  for (const { path, named } of files) {
    const folder = folderOf(path)
    const isServing = serving.has(path) || kustomizations.has(folder) || roots.includes(folder)
    if (isServing && named === 'found') continue
    units.set(folder, [...(units.get(folder) ?? []), path])
  }
  return units
}

/** Reads each file once. */
export interface Reader {
  readonly diagnostics: Diagnostic[]
  files: number
  passedOver: number
  documents(file: string, at?: Kustomization): readonly UnitDocument[]
  take(file: string, text: string): readonly UnitDocument[]
}

function newReader(tree: Tree): Reader {
  const known = new Map<string, readonly UnitDocument[]>()
  const reader: Reader = {
    diagnostics: [],
    files: 0,
    passedOver: 0,
    documents: (file, by) => {
      const before = known.get(file)
      if (before !== undefined) return before
      const read = readText(tree, file, by?.locate(['resources', by.resources.indexOf(file)]))
      reader.diagnostics.push(...read.diagnostics)
      const documents = read.value === undefined ? [] : reader.take(file, read.value)
      known.set(file, documents)
      return documents
    },
    take: (file, text) => {
      reader.files++
      const { manifests, diagnostics, passedOver } = judge(file, text)
      reader.diagnostics.push(...diagnostics)
      reader.passedOver += passedOver
      return manifests.map((each) => ({ ...each, origin: 'written' as const }))
    },
  }
  return reader
}

/** A file without both words is not a manifest: Argo CD's repo server skips it, too. */
const mayBeManifest = /["']?apiVersion["']?\s*:[^]*["']?kind["']?\s*:|["']?kind["']?\s*:[^]*["']?apiVersion["']?\s*:/

/** Go's and Jinja's, FreeMarker's, ERB's, and a word in capitals between braces. */
const templates = /\{\{|\{%|<\/?#\w+|<%|(?<!\$)\{[A-Z][A-Z0-9_]*\}/

function judge(file: string, text: string): LoadedManifests {
  if (!mayBeManifest.test(text)) return { manifests: [], diagnostics: [], passedOver: 1 }
  const loaded = loadManifests(file, text, 'any')
  if (loaded.manifests.length > 0 || !hasErrors(loaded.diagnostics)) return loaded
  const alias = /^[ \t]*\*[\w-]+[ \t]+:/m.exec(text)
  if (alias !== null) return unread(aliasKey(file, alias.index, alias[0].length))
  const template = text.search(templates)
  if (template < 0) return loaded
  const found = diagnostic('manifests/not-rendered', {
    message: `${baseName(file)} is a template`,
    why: 'what it becomes is not known here, so nothing in it was looked at',
    help: 'render it first, e.g. helm template NAME CHART | npx wavec audit -',
    span: { file, start: template, end: template + 2 },
  })
  return unread(found)
}

function unread(found: Diagnostic): LoadedManifests {
  return { manifests: [], diagnostics: [found], passedOver: 0 }
}

function aliasKey(file: string, start: number, length: number): Diagnostic {
  return diagnostic('manifests/not-rendered', {
    message: 'an alias as a key: this file was not read',
    why: 'YAML allows it, and wavec does not know it',
    help: 'write the key out',
    span: { file, start, end: start + length },
  })
}
