import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What is at a path. */
export type Node = string | Buffer | { readonly link: string } | { readonly kind: 'folder' }

/** A repository on disk, by path. */
export type Nodes = ReadonlyMap<string, Node>

/** Where the cases of one process take place. Its parent holds nothing else, so that a stray file is seen. */
export interface Sandbox {
  readonly folder: string
  /** Made again for each case. */
  readonly root: string
}

/** In memory, where the system offers that: thousands of small files are written and removed. */
export function makeFolder(): string {
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  return realpathSync(mkdtempSync(join(place, 'wavec-fuzz-')))
}

export function sandboxIn(folder: string): Sandbox {
  return { folder, root: join(folder, 'repository') }
}

/** Replaces the whole repository. A path that the system refuses, e.g. for a NUL, is left out. */
export function writeNodes(root: string, nodes: Nodes): void {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  for (const [path, node] of nodes) {
    try {
      writeNode(join(root, path), node)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
}

function writeNode(path: string, node: Node): void {
  mkdirSync(dirname(path), { recursive: true })
  if (typeof node === 'string' || Buffer.isBuffer(node)) writeFileSync(path, node)
  else if ('link' in node) symlinkSync(node.link, path)
  else mkdirSync(path)
}

/** All of a folder but git's, with the content of each file, so that two can be compared. */
export function snapshot(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (below: string): void => {
    for (const name of readdirSync(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`
      const stats = lstatSync(join(folder, path))
      if (name === '.git') continue
      if (stats.isSymbolicLink()) found.set(path, `link ${readlinkSync(join(folder, path))}`)
      else if (stats.isDirectory()) walk(path)
      else found.set(path, readFileSync(join(folder, path), 'latin1'))
    }
  }
  if (existsSync(folder)) walk('')
  return found
}

/** Paths that are in one only, or differ. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort()
}
