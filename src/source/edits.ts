import type { Edit } from '../diagnostic/diagnostic.ts'

/** The text with the edits; what lies outside of them stays as it is. Of two that overlap, the first counts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { span, text: replacement } of inOrder(edits)) {
    if (span.start < at) continue
    result += text.slice(at, span.start) + replacement
    at = span.end
  }
  return result + text.slice(at)
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

/** By file, in the order of the first edit of each. */
export function byFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const files = new Map<string, Edit[]>()
  for (const edit of edits) files.set(edit.span.file, [...(files.get(edit.span.file) ?? []), edit])
  return files
}
