import { append } from '../diagnostic/long-lists.ts'
import { applyEdits, applyFixes } from '../diagnostic/apply-edits.ts'
import type { Diagnostic, Edit } from '../diagnostic/diagnostic.ts'
import type { Tree } from '../source/tree.ts'

const byteOrderMark = '\ufeff'

/** The texts of the files that the edits touch, with them. Offsets count after a byte order mark, which stays. */
export function editedTexts(tree: Tree, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const files = grouped(edits, ({ span }) => span.file)
  return new Map([...files].map(([file, own]) => [file, changed(tree, file, (text) => applyEdits(text, own))]))
}

export interface FixedTexts {
  readonly texts: ReadonlyMap<string, string>
  /** The findings whose fixes are in them. */
  readonly applied: readonly Diagnostic[]
}

/** The same with fixes: each is made as a whole or not at all. */
export function fixedTexts(tree: Tree, findings: readonly Diagnostic[]): FixedTexts {
  const texts = new Map<string, string>()
  const applied: Diagnostic[] = []
  const files = grouped(findings, ({ fix }) => fix?.edits[0]?.span.file ?? '')
  for (const [file, own] of files) {
    const inside = own.filter(({ fix }) => fix?.edits.every(({ span }) => span.file === file))
    const fixed = changed(tree, file, (text) => {
      const result = applyFixes(text, inside)
      append(applied, result.applied)
      return result.text
    })
    texts.set(file, fixed)
  }
  return { texts, applied }
}

function grouped<T>(items: readonly T[], fileOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const files = new Map<string, T[]>()
  for (const item of items) files.set(fileOf(item), [...(files.get(fileOf(item)) ?? []), item])
  return files
}

function changed(tree: Tree, file: string, change: (text: string) => string): string {
  const reading = tree.read(file)
  if (!reading.ok) throw new Error(`${file} was read before, and is gone`)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(reading.value)
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : ''
  return mark + change(text.slice(mark.length))
}
