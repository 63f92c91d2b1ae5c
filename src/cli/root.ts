import { dirname, join, relative, resolve } from 'node:path'
import { isFolder } from '../connect/disk.ts'
import type { Failure } from '../diagnostic/failure.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { wavesFolder } from '../project/places.ts'
import { misused, wavec } from '../project/usage.ts'

/** The repository that a verb works on. */
export interface Root {
  readonly path: string
  /** `waves`, seen from where the person stands. */
  readonly waves: string
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
    waves: join(way, wavesFolder),
    git: way === '' ? 'git' : `git -C ${shellWord(way)}`,
    command: (verb) => [wavec, verb, ...(named === undefined ? [] : ['--root', shellWord(named)])].join(' '),
  }
}

/** Nothing to compile, and nothing ever compiled: more likely a misnamed file than a wish. */
export function withoutPipelines({ waves }: Root): Failure {
  const next = `${wavec} schema > ${shellWord(join(waves, 'pipeline.schema.json'))}`
  return misused(`no pipeline.yaml in ${waves} or below it`, next)
}

function namedRoot(named: string, cwd: string): string {
  const path = resolve(cwd, named)
  if (isFolder(join(path, wavesFolder))) return path
  throw misused(`${named} has no folder ${wavesFolder}`, firstStep(named))
}

/** The nearest folder upwards that holds `waves/`. */
export function rootAbove(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isFolder(join(folder, wavesFolder))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

function nearestRoot(cwd: string): string {
  const found = rootAbove(cwd)
  if (found !== undefined) return found
  throw misused(`neither ${cwd} nor a folder above it has a folder ${wavesFolder}`, firstStep('.'))
}

/** For a user without a pipeline: with the schema, the editor helps to write one. */
function firstStep(path: string): string {
  const waves = join(path, wavesFolder)
  return `mkdir -p ${shellWord(join(waves, 'orders'))} && ${wavec} schema > ${shellWord(join(waves, 'pipeline.schema.json'))}`
}
