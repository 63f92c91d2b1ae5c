import type { Diagnostic, Edit } from '../diagnostic/diagnostic.ts'
import { editedTexts, writeTexts } from './edited-files.ts'
import type { LoadedSources } from './load-manifests.ts'

/**
 * Writes the fixes into their files and says how many findings that mends. A fix is made as a whole or not at all: one
 * that would touch what another has touched waits for the next round.
 */
export function fixFiles({ tree, root, files }: FixRequest, findings: readonly Diagnostic[]): number {
  const edits: Edit[] = []
  let mended = 0
  for (const { fix } of findings) {
    const own = fix?.edits ?? []
    const isPossible = own.every((edit) => files.has(edit.span.file) && !edits.some((other) => overlap(edit, other)))
    if (own.length === 0 || !isPossible) continue
    edits.push(...own)
    mended++
  }
  writeTexts(root, editedTexts(tree, edits))
  return mended
}

type FixRequest = Pick<LoadedSources, 'tree' | 'root'> & {
  /** What is on the disk; stdin is not. */
  readonly files: ReadonlySet<string>
}

function overlap(a: Edit, b: Edit): boolean {
  return a.span.file === b.span.file && a.span.start <= b.span.end && b.span.start <= a.span.end
}
