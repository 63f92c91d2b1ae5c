import { loadManifests } from '../manifest/load.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { baseName, folderOf, inFolder } from '../source/path.ts'
import { readText } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'

/** An object in a plain YAML file of the repository. */
export interface Found {
  readonly manifest: Manifest
  readonly file: string
}

/** The contents of a repository that a proposal needs. */
export interface Repository {
  readonly tree: Tree
  /** Sorted paths. */
  readonly files: readonly string[]
  /** Without templates of charts, which are not plain YAML, and without wavec's own output. */
  readonly objects: readonly Found[]
  /** Folders with a Chart.yaml. */
  readonly charts: readonly string[]
  /** What was skipped, and why. */
  readonly limits: readonly string[]
}

/** Third-party code, and output of programs. */
const skipped = new Set([
  'node_modules',
  'vendor',
  'target',
  'dist',
  'build',
  'venv',
  '__pycache__',
  'manifests',
  'testdata',
])
const [maxDepth, maxFiles, maxBytes] = [8, 20_000, 1_000_000]

export function readRepository(tree: Tree): Repository {
  const files: string[] = []
  const limits = new Set<string>()
  const walk = (folder: string, depth: number): void => {
    const listing = tree.list(folder)
    for (const { name, kind } of listing.ok ? listing.value : []) {
      const path = inFolder(folder, name)
      if (kind === 'file') files.push(path)
      else if (name.startsWith('.') || skipped.has(name)) continue
      else if (depth >= maxDepth || files.length >= maxFiles)
        limits.add(`skipped ${path}, because it is nested too deeply or there are too many files`)
      else walk(path, depth + 1)
    }
  }
  walk('', 1)
  const charts = files.filter((path) => baseName(path) === 'Chart.yaml').map(folderOf)
  const isTemplate = (path: string) => charts.some((chart) => path.startsWith(`${chart}/`) || chart === '')
  const objects = files
    .filter((path) => /\.ya?ml$/.test(path) && !isTemplate(path))
    .flatMap((path) => objectsIn(tree, path, limits))
  return { tree, files, objects, charts, limits: [...limits] }
}

function objectsIn(tree: Tree, path: string, limits: Set<string>): Found[] {
  const reading = tree.read(path)
  if (reading.ok && reading.value.length > maxBytes) {
    limits.add(`skipped ${path}, because it is larger than 1 MB`)
    return []
  }
  const { value } = readText(tree, path)
  if (value === undefined || !/^\s*(?:- )?kind:|"kind":/m.test(value)) return []
  return loadManifests(path, value, 'any').manifests.map(({ manifest }) => ({ manifest, file: path }))
}

/** The number of leading segments that two paths share. */
export function nearness(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  let same = 0
  while (same < left.length && left[same] === right[same]) same++
  return same
}
