import { append } from './long-lists.ts'
import type { Diagnostic, Edit } from './diagnostic.ts'

export interface Fixed {
  readonly text: string
  /** The findings that it fixes. */
  readonly applied: readonly Diagnostic[]
}

/**
 * The text of one file after the fixes of its findings. A fix is applied as a whole or not at all: one that overlaps another
 * waits for the next run.
 */
export function applyFixes(text: string, findings: readonly Diagnostic[]): Fixed {
  const edits: Edit[] = []
  const applied: Diagnostic[] = []
  for (const finding of findings) {
    const own = finding.fix?.edits ?? []
    if (own.length === 0 || own.some((edit) => edits.some((other) => overlap(edit, other)))) continue
    append(edits, own)
    applied.push(finding)
  }
  return { text: applyEdits(text, edits), applied }
}

function overlap(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end
}

/** Applies edits that do not overlap. Everything outside of them is unchanged. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text
  // An insertion at the start of a replacement comes before it.
  const ordered = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
  for (const { span, text: replacement } of ordered)
    result = result.slice(0, span.start) + replacement + result.slice(span.end)
  return result
}
