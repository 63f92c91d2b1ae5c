import type { Tree } from '../../source/tree.ts'
import { cannotRead } from './refused.ts'
import { hasConflictMarkers, parseList, unite, type Sums } from './list.ts'
import { journalPath, listPath, stagingFolder } from '../places.ts'

/** What earlier runs left in `manifests/`. */
export interface State {
  /** The text of `.wavec`, if there is one. */
  readonly list: string | undefined
  readonly sums: Sums
  /** Files that both sides of a conflict in `.wavec` changed: what is there may be git's own merge of the two. */
  readonly merged: ReadonlySet<string>
  /** The files that an interrupted run was about to write. */
  readonly journal: Sums
  readonly interrupted: boolean
}

export function readState(tree: Tree): State {
  const list = readText(tree, listPath)
  const journal = readText(tree, journalPath)
  const written = parseList(list ?? '')
  const next = parseList(journal ?? '')
  return {
    list,
    sums: unite(written, next),
    merged: new Set(list !== undefined && hasConflictMarkers(list) ? pathsWithSeveralSums(written) : []),
    journal: next,
    interrupted: journal !== undefined || tree.list(stagingFolder).ok,
  }
}

/** The same, as if only these files had ever been written: for a judgement of a part of `manifests/`. */
export function narrowedTo(paths: readonly string[], state: State): State {
  const kept = new Set(paths)
  return { ...state, sums: new Map([...state.sums].filter(([path]) => kept.has(path))) }
}

function pathsWithSeveralSums(sums: Sums): string[] {
  return [...sums].filter(([, known]) => known.length > 1).map(([path]) => path)
}

function readText(tree: Tree, path: string): string | undefined {
  const reading = tree.read(path)
  if (reading.ok) return new TextDecoder().decode(reading.value).replaceAll('\r\n', '\n')
  if (reading.problem === 'not-found') return undefined
  throw cannotRead(path, reading.problem)
}
