import { credentialRules } from '../../audit/index.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { loadSources, manifestName, type Renderer } from '../../render/index.ts'
import type { Tree } from '../../source/tree.ts'
import { textsOf } from '../texts.ts'
import { judgeSources } from '../audit/judge-sources.ts'
import type { LintUnits } from './lint-units.ts'

export interface LintedManifests {
  /** Credentials, and what could not be read. */
  readonly diagnostics: readonly Diagnostic[]
  readonly manifests: number
  readonly files: number
}

/** The manifests at and below the paths, and of the workloads of the pipelines there, in search of credentials. */
export function lintManifests(
  tree: Tree,
  paths: readonly string[],
  read: LintUnits,
  renderer: Renderer,
): LintedManifests {
  const asked = [...paths, ...read.workloads].filter((path) => isThere(tree, path))
  const sources = loadSources({ tree, paths: outermost(asked), renderer })
  // A spec was read, and judged, for what it is.
  const specs = new Set(read.specs)
  const units = sources.units.map((unit) => ({
    ...unit,
    documents: unit.documents.filter(({ file }) => !specs.has(file)),
  }))
  const diagnostics = sources.diagnostics.filter(({ span }) => !specs.has(span?.file ?? ''))
  const documents = units.flatMap((unit) => unit.documents)
  return {
    diagnostics: judgeSources({ units, diagnostics, textOf: textsOf(tree) }, credentialRules),
    manifests: documents.length,
    files: new Set(documents.map(({ file }) => file)).size,
  }
}

/** A path that is missing, or that is not a file to lint, was reported when SQL was looked for. */
function isThere(tree: Tree, path: string): boolean {
  return tree.list(path).ok || (manifestName.test(path) && tree.read(path).ok)
}

/** Without those that lie in another one. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = [...new Set(paths)]
  return all.filter((path) => !all.some((other) => other !== path && (other === '' || path.startsWith(`${other}/`))))
}
