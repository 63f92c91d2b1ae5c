import { relative, resolve, sep } from 'node:path'

/** A path as it was typed, as one of the tree. */
export function inTree(root: string, cwd: string, path: string): string {
  return relative(root, resolve(cwd, path)).split(sep).join('/')
}
