import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../connect/failure.ts'
import { applyEdits, applyFixes } from '../diagnostic/apply-edits.ts'
import type { Diagnostic, Edit } from '../diagnostic/diagnostic.ts'
import type { Tree } from '../source/tree.ts'

const byteOrderMark = '\ufeff'

/** The texts of the files that the edits touch, with them. Offsets count behind a byte order mark, which stays. */
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
      applied.push(...result.applied)
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

/** All of them or none: whole texts beside the files first, then renames. Links are followed, modes are kept. */
export function writeTexts(root: string, texts: ReadonlyMap<string, string>): void {
  const beside = [...texts].map(([path, text]) => {
    const real = realpathSync(join(root, path))
    return { path, real, next: `${real}.wavec-new`, text }
  })
  try {
    for (const { real, next, text } of beside) writeFileSync(next, text, { mode: statSync(real).mode })
    for (const { real, next } of beside) renameSync(next, real)
  } catch (error) {
    for (const { next } of beside) rmSync(next, { force: true })
    if (!(error instanceof Error && 'code' in error)) throw error
    const names = beside.map(({ path }) => path).join(' ')
    throw new Failure(`can't write: ${error.message}`, {
      code: 'disk/refused',
      exit: 2,
      next: `ls -l ${names}`,
      cause: error,
    })
  }
}
