import { closeSync, fsyncSync, openSync } from 'node:fs'
import { codeOf } from './error-code.ts'

/**
 * Waits until the disk has the file's bytes or, of a folder, the names in it: a rename alone may survive a power failure
 * when the text that it names does not.
 */
export function sync(path: string, kind: 'file' | 'folder'): void {
  const descriptor = kind === 'file' ? openSync(path, fileMode) : openFolder(path)
  if (descriptor === undefined) return
  try {
    fsyncSync(descriptor)
  } catch (error) {
    if (!unsupported.has(codeOf(error))) throw error
  } finally {
    closeSync(descriptor)
  }
}

/** Windows syncs only what may be written; elsewhere the file may be read-only. */
const fileMode = process.platform === 'win32' ? 'r+' : 'r'

/** Windows and some network file systems sync names by themselves and refuse to be asked. */
const unsupported: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])
const noDescriptor: ReadonlySet<unknown> = new Set(['EISDIR', 'EPERM', 'EACCES'])

function openFolder(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (noDescriptor.has(codeOf(error))) return undefined
    throw error
  }
}
