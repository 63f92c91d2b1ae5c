import type { Edit } from '../diagnostic/diagnostic.ts'
import { applyEdits, byFile } from '../source/edits.ts'
import type { Tree } from '../source/tree.ts'
import { outputFolder } from './output/folder.ts'

const byteOrderMark = '\ufeff'

/** The texts of the files that the edits touch, with them. Offsets count behind a byte order mark, which stays. */
export function editedTexts(tree: Tree, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = new Map<string, string>()
  for (const [file, own] of byFile(edits)) {
    const reading = tree.read(file)
    if (!reading.ok) throw new Error(`${file} was read before, and is gone`)
    const text = decoder.decode(reading.value)
    const mark = text.startsWith(byteOrderMark) ? byteOrderMark : ''
    texts.set(file, mark + applyEdits(text.slice(mark.length), own))
  }
  return texts
}

/** All of them or none: whole texts beside the files first, then renames. */
export function writeTexts(root: string, texts: ReadonlyMap<string, string>): void {
  const folder = outputFolder(root)
  const beside = [...texts].map(([path, text]) => ({ path, next: `${path}.wavec-next`, text }))
  try {
    for (const { next, text } of beside) {
      folder.removeFolder(next)
      folder.write(next, text)
    }
  } catch (error) {
    for (const { next } of beside) folder.removeFolder(next)
    throw error
  }
  for (const { path, next } of beside) folder.move(next, path)
}
