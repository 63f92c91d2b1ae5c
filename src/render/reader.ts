import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, hasErrors, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { loadManifests, type LoadedManifests } from '../manifest/load.ts'
import { baseName } from '../source/path.ts'
import { readText } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import type { Kustomization } from './kustomization.ts'
import type { Renderer } from './renderer.ts'
import type { UnitDocument } from './unit.ts'

/** Reads each file once, and counts. */
export interface Reader {
  readonly diagnostics: Diagnostic[]
  files: number
  passedOver: number
  /** `by` is the kustomization that lists the file. */
  documents(file: string, by?: Kustomization): readonly UnitDocument[]
  take(file: string, text: string): readonly UnitDocument[]
}

/** What a folder is read with. */
export interface Reading {
  readonly tree: Tree
  readonly reader: Reader
  readonly renderer: Renderer | undefined
}

export function newReader(tree: Tree): Reader {
  const known = new Map<string, readonly UnitDocument[]>()
  const reader: Reader = {
    diagnostics: [],
    files: 0,
    passedOver: 0,
    documents: (file, by) => {
      const before = known.get(file)
      if (before !== undefined) return before
      const read = readText(tree, file, by === undefined ? undefined : entryPlace(by, file))
      append(reader.diagnostics, read.diagnostics)
      const documents = read.value === undefined ? [] : reader.take(file, read.value)
      known.set(file, documents)
      return documents
    },
    take: (file, text) => {
      reader.files++
      const { manifests, diagnostics, passedOver } = judge(file, text)
      append(reader.diagnostics, diagnostics)
      reader.passedOver += passedOver
      return manifests.map((each) => ({ ...each, origin: 'written' as const }))
    },
  }
  return reader
}

function entryPlace({ entries, locate }: Kustomization, file: string): Span {
  return locate(entries.find(({ target }) => target === file)?.path ?? [])
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
    why: 'its output is not known here, so nothing in it was checked',
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
    message: 'this file uses an alias as a key, so it was not read',
    why: 'YAML allows it, but wavec does not support it',
    help: 'write the key out',
    span: { file, start, end: start + length },
  })
}
