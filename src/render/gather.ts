import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { resolvePath } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'

/** A folder to render, and where a file names it. */
export interface FolderPlace {
  readonly folder: string
  readonly span: Span
}

/** A chart with vendored subcharts has hundreds; with more, the folder contains something else as well. */
const maxFiles = 5000
const notInput: ReadonlySet<string> = new Set(['.git', 'node_modules'])

/**
 * Adds every readable file below a folder to `files`. An unreadable one, such as a link out of the repository, is left
 * out: it is reported where a file names it.
 */
export function gather(tree: Tree, { folder, span }: FolderPlace, files: Map<string, Uint8Array>): Diagnostic[] {
  if (collect(tree, folder, files)) return []
  return [
    diagnostic('workload/render-failed', {
      message: `${folder} contains more than ${maxFiles} files`,
      why: 'each of them could be an input of the rendering',
      help: 'move the kustomization or the chart into a folder of its own',
      span,
    }),
  ]
}

function collect(tree: Tree, folder: string, files: Map<string, Uint8Array>): boolean {
  const listing = tree.list(folder)
  if (!listing.ok) return true
  for (const { name, kind } of listing.value) {
    const path = resolvePath(folder, name) ?? name
    if (kind === 'directory') {
      if (!notInput.has(name) && !collect(tree, path, files)) return false
      continue
    }
    const reading = files.has(path) ? undefined : tree.read(path)
    if (reading?.ok === true) files.set(path, reading.value)
    if (files.size > maxFiles) return false
  }
  return true
}
