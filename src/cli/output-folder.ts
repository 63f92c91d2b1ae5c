import { mkdirSync, renameSync, rmSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFolder } from '../connect/disk.ts'
import { sync } from '../connect/durable.ts'
import { type OutputFolder, refused } from '../project/compile.ts'

export function outputFolder(root: string): OutputFolder {
  return {
    hasFolder: (path) => isFolder(join(root, path)),
    makeFolder: (path) => attempt('make the folder', path, () => mkdirSync(join(root, path), { recursive: true })),
    write: (path, text) => attempt('write', path, () => writeFileSync(join(root, path), text, { flag: 'wx' })),
    move: (path, to) => attempt('write', to, () => renameSync(join(root, path), join(root, to))),
    sync: (path, kind) => attempt('write', path, () => sync(join(root, path), kind)),
    remove: (path) => attempt('remove', path, () => unlinkSync(join(root, path))),
    removeFolder: (path) => attempt('remove', path, () => rmSync(join(root, path), { recursive: true, force: true })),
    removeEmptyFolder: (path) => {
      try {
        rmdirSync(join(root, path))
        return 'gone'
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone'
        // Some systems answer EEXIST for a folder that is not empty; a link to a folder is ENOTDIR and a person's.
        if (error instanceof Error && 'code' in error && kept.has(error.code)) return 'kept'
        throw refused('remove the empty folder', path, error)
      }
    },
  }
}

const kept: ReadonlySet<unknown> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR'])

function attempt(action: string, path: string, effect: () => unknown): void {
  try {
    effect()
  } catch (error) {
    throw refused(action, path, error)
  }
}
