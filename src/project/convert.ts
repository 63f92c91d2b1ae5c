import { convert as convertUnits, type Change } from '../audit/convert/index.ts'
import { applyEdits } from '../diagnostic/apply-edits.ts'
import { compare, type Diagnostic, type Edit } from '../diagnostic/diagnostic.ts'
import type { Tree } from '../source/tree.ts'
import { readManifests, type ManifestsRequest } from './read-manifests.ts'

export interface ConvertAnswer {
  /** What becomes of each Helm hook and each plain Job, and what then behaves differently. */
  readonly changes: readonly Change[]
  /** The files that change, with their new texts; sorted by name. */
  readonly texts: ReadonlyMap<string, string>
  readonly edits: readonly Edit[]
  /** What was found while the manifests were read. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Helm hooks and plain Jobs as hooks of Argo CD. Comments, order and all other lines stay. */
export function convert(tree: Tree, request: ManifestsRequest): ConvertAnswer {
  const { units, textOf, diagnostics } = readManifests(tree, request)
  const { edits, changes } = convertUnits(units, textOf)
  const files = [...new Set(edits.map(({ span }) => span.file))].sort(compare)
  const texts = files.map((file): [string, string] => {
    const own = edits.filter(({ span }) => span.file === file)
    return [file, applyEdits(textOf(file) ?? '', own)]
  })
  return { changes, texts: new Map(texts), edits, diagnostics }
}
