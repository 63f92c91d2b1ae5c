import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { diskTree, isFolder } from '../connect/disk.ts'
import { readManifests, type ManifestsRequest, type ReadManifests } from '../project/read-manifests.ts'
import { misused } from '../project/usage.ts'
import type { Tree } from '../source/tree.ts'
import type { Surroundings } from './command.ts'

/** What the command line names, as paths of a tree. */
export interface NamedManifests {
  readonly tree: Tree
  /** The folder that the files' names start from: where the user is, or what all paths have in common. */
  readonly root: string
  readonly request: ManifestsRequest
}

const dash = '-'
/** Its name where a file's is expected. */
export const stdinName = '<stdin>'

/** Files, folders and `-` for stdin. A path that does not exist is a finding; a command line without any is not. */
export function namedManifests(
  operands: readonly string[],
  { cwd, renderer, stdin }: Pick<Surroundings, 'cwd' | 'renderer' | 'stdin'>,
  next: string,
): NamedManifests {
  if (operands.length === 0) throw misused('name the files or folders to read, or - for stdin', next)
  const named = operands.filter((operand) => operand !== dash).map((operand) => resolve(cwd, operand))
  const root = rootOf(named, cwd)
  const texts = operands.includes(dash) ? { [stdinName]: stdin() } : {}
  const paths = named.map((path) => relative(root, path).split(sep).join('/'))
  return { tree: diskTree(root), root, request: { paths, texts, renderer } }
}

/** The same, read. */
export function loadFromPaths(...named: Parameters<typeof namedManifests>): ReadManifests {
  const { tree, request } = namedManifests(...named)
  return readManifests(tree, request)
}

/** Where the user is, or, for paths elsewhere, what all of them have in common, as far as that exists. */
export function rootOf(paths: readonly string[], cwd: string): string {
  if (paths.every((path) => isInside(path, cwd))) return cwd
  const [first = [], ...others] = paths.map((path) => path.split(sep).slice(0, -1))
  let common = first.length
  for (const other of others) common = agreement(first, other, common)
  let folder = join(sep, ...first.slice(0, common))
  while (!isFolder(folder)) folder = dirname(folder)
  return folder
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}

function agreement(a: readonly string[], b: readonly string[], most: number): number {
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return at
  return most
}
