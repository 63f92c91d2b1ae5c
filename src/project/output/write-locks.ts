import type { EmittedFile } from '../../emit/index.ts'
import { folderOf } from '../../source/path.ts'
import type { Tree } from '../../source/tree.ts'
import type { OutputFolder } from './output-folder.ts'

/** The lock files that are not what they should be, with either line end. */
export function changedLocks<T extends EmittedFile>(locks: readonly T[], tree: Tree): readonly T[] {
  return locks.filter(({ path, text }) => {
    const reading = tree.read(path)
    return !reading.ok || new TextDecoder().decode(reading.value).replaceAll('\r\n', '\n') !== text
  })
}

/** Each is whole at any moment: a new text, renamed into its place. What a killed run left is replaced. */
export function writeLocks(locks: readonly EmittedFile[], folder: OutputFolder): void {
  for (const { path, text } of locks) {
    const next = `${path}.wavec-next`
    folder.removeFolder(next)
    folder.write(next, text)
    folder.sync(next, 'file')
    folder.move(next, path)
    folder.sync(folderOf(path), 'folder')
  }
}
