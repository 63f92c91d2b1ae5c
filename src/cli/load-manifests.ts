import { readFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { diskTree } from '../connect/disk.ts'
import { programRenderer } from '../connect/render.ts'
import { readKustomization } from '../emit/render/kustomization.ts'
import { loadSources, type Render, type Sources } from '../manifest/sources.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import { textsOf } from './findings.ts'
import { misused } from './usage.ts'

/** Everything that was named on the command line, read. */
export interface LoadedSources extends Sources {
  readonly textOf: Report['textOf']
  readonly tree: Tree
  /** The folder that the files' names start from: where the person stands, or what all paths have in common. */
  readonly root: string
}

const stdin = '-'

/** Files, folders and `-` for stdin. A path that does not exist is a finding; a command line without any is not. */
export function loadFromPaths(operands: readonly string[], cwd: string, next: string): LoadedSources {
  if (operands.length === 0) throw misused('name the files or folders to read, or - for stdin', next)
  const named = operands.filter((operand) => operand !== stdin).map((operand) => resolve(cwd, operand))
  const root = rootOf(named, cwd)
  const tree = diskTree(root)
  const texts = operands.includes(stdin) ? { '<stdin>': readStdin() } : {}
  const paths = named.map((path) => relative(root, path).split(sep).join('/'))
  const sources = loadSources({ tree, paths, texts, render: kustomizeIn(tree) })
  const onDisk = textsOf(tree)
  const textOf = (file: string): string | undefined => (Object.hasOwn(texts, file) ? texts['<stdin>'] : onDisk(file))
  return { ...sources, textOf, tree, root }
}

/** Only a kustomization can ask for the origins of what it makes, so one is put beside the repository's files. */
const [wrapper, beside] = ['origins', 'repository']

function kustomizeIn(tree: Tree): Render {
  const renderer = programRenderer()
  return (folder) => {
    const { value, diagnostics } = readKustomization(tree, folder, { file: folder, start: 0, end: 0 })
    const refused = diagnostics.find(({ severity }) => severity === 'error')
    if (value === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
    const base = `../${beside}/${folder}`
    const asking = JSON.stringify({ resources: [base], buildMetadata: ['originAnnotations'] })
    const files = new Map([...value.files].map(([path, bytes]) => [`${beside}/${path}`, bytes]))
    files.set(`${wrapper}/kustomization.yaml`, new TextEncoder().encode(asking))
    const rendering = renderer.render({ tool: 'kustomize', folder: wrapper, files })
    if (rendering.ok) return { ok: true, text: rendering.text, base }
    if (rendering.problem === 'refused')
      return { ok: false, why: `${rendering.by}: ${rendering.message.replaceAll(`${beside}/`, '').slice(0, 300)}` }
    return { ok: false, why: 'neither kustomize nor kubectl is installed here' }
  }
}

function readStdin(): string {
  return new TextDecoder().decode(readFileSync(0))
}

function rootOf(paths: readonly string[], cwd: string): string {
  if (paths.every((path) => isInside(path, cwd))) return cwd
  const [first = [], ...others] = paths.map((path) => path.split(sep).slice(0, -1))
  let common = first.length
  for (const other of others) common = agreement(first, other, common)
  return join(sep, ...first.slice(0, common))
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}

function agreement(a: readonly string[], b: readonly string[], most: number): number {
  for (let at = 0; at < most; at++) if (a[at] !== b[at]) return at
  return most
}
