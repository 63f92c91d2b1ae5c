import { diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { baseName } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'

const manifestName = /\.(ya?ml|json)$/

/** The manifest files of a workload: the file itself, or every YAML and JSON file of the folder, by name. */
export function manifestFiles(tree: Tree, path: string, span: Span): Outcome<readonly string[]> {
  const listing = tree.list(path)
  if (!listing.ok) {
    // A single file, or a problem that reading it will name.
    return { value: [path], diagnostics: [] }
  }
  const files = listing.value.filter(
    ({ name, kind }) => kind === 'file' && manifestName.test(name) && !name.startsWith('.'),
  )
  if (files.length > 0) return { value: files.map(({ name }) => `${path}/${name}`), diagnostics: [] }
  const found = diagnostic('workload/not-found', {
    message: `${baseName(path)} holds no manifest`,
    help: 'put the workload’s YAML files there',
    span,
  })
  return { value: undefined, diagnostics: [found] }
}
