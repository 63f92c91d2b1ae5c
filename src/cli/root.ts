import { statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { misused, wavec } from './usage.ts'

export const wavesFolder = 'waves'

/** The repository that a verb works on. */
export interface Root {
  readonly path: string
  /** `git` as it is to be typed where the person stands. */
  readonly git: string
  /** `npx wavec VERB`, as it is to be typed where the person stands. */
  command(verb: string): string
}

/** The folder that holds `waves/`: the one that was named, or the nearest one upwards. */
export function findRoot(named: string | undefined, cwd: string): Root {
  const path = named === undefined ? nearestRoot(cwd) : namedRoot(named, cwd)
  const way = relative(cwd, path)
  return {
    path,
    git: way === '' ? 'git' : `git -C ${inShell(way)}`,
    command: (verb) => [wavec, verb, ...(named === undefined ? [] : ['--root', inShell(named)])].join(' '),
  }
}

function namedRoot(named: string, cwd: string): string {
  const path = resolve(cwd, named)
  if (isFolder(join(path, wavesFolder))) return path
  throw misused(`${named} has no folder ${wavesFolder}`, makeFolder(join(named, wavesFolder, 'orders')))
}

function nearestRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isFolder(join(folder, wavesFolder))) return folder
    if (folder === dirname(folder)) break
  }
  throw misused(`neither ${cwd} nor a folder above it has a folder ${wavesFolder}`, makeFolder(`${wavesFolder}/orders`))
}

function makeFolder(path: string): string {
  return `mkdir -p ${inShell(path)} && ${wavec} explain spec/missing-key`
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function inShell(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
