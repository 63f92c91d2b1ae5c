import { compare } from '../../diagnostic/diagnostic.ts'
import type { Reading } from '../../source/tree.ts'
import { formatList, hasConflictMarkers, isOneOf, unite, type Sums } from './list.ts'
import { cannotRead } from './refused.ts'
import { inManifests } from '../places.ts'
import type { State } from './state.ts'
import type { SummedFile } from './summed.ts'

export interface PlannedWrite extends SummedFile {
  readonly replaces: 'nothing' | 'file'
}

/** A file that is not wavec's to change: `edited` was wavec's own, `not-ours` never was. */
export interface Conflict {
  readonly path: string
  readonly kind: 'edited' | 'not-ours'
  readonly wanted: 'other-text' | 'no-file'
}

/** What a run would do. Paths start in `manifests/`; every list is sorted. */
export interface OutputPlan {
  readonly write: readonly PlannedWrite[]
  readonly remove: readonly string[]
  /** All that earlier runs wrote and this one does not, whether it is still there or not. */
  readonly leftOver: readonly string[]
  readonly unchanged: readonly string[]
  /** If there are any, nothing is to be written at all. */
  readonly conflicts: readonly Conflict[]
  /** The next text of `.wavec`. */
  readonly list: string
}

export interface Wanted {
  readonly files: readonly SummedFile[]
  readonly version: string
  /** What stays in the list as it is, because this run is not about it. */
  readonly others?: Sums
  /** The sha256 (hex) of the program of the Jobs, if a file holds it. */
  readonly runner?: string | undefined
}

/** Decides from texts and checksums alone; `read` takes repository paths. */
export function planOutput(
  { files, version, runner, others = new Map() }: Wanted,
  state: State,
  read: Read,
): OutputPlan {
  const writes = [...files].sort((a, b) => compare(a.path, b.path)).map((file) => decideFile(file, state, read))
  const sums = new Map<string, readonly string[]>()
  for (const { path, sum } of writes) {
    if (sums.has(path)) throw new Error(`two texts for ${path}`)
    sums.set(path, [sum])
  }
  const leftOver = [...state.sums.keys()].filter((path) => !sums.has(path)).sort(compare)
  const removals = leftOver.map((path) => ({ path, does: decideLeftOver(path, state, read) }))
  return {
    write: writes.flatMap((file) => (file.does === 'write' ? [file] : [])),
    remove: pathsThat(removals, 'remove'),
    leftOver,
    unchanged: pathsThat(writes, 'keep'),
    conflicts: [...conflictsIn(writes, 'other-text'), ...conflictsIn(removals, 'no-file')],
    list: formatList(version, unite(others, sums), runner),
  }
}

type Read = (path: string) => Reading<Uint8Array>

interface Decided {
  readonly path: string
  readonly does: 'write' | 'keep' | 'remove' | Conflict['kind']
}

function decideFile({ path, text, sum }: SummedFile, state: State, read: Read): PlannedWrite & Decided {
  const actual = contentOf(read, path)
  const file = { path, text, sum, replaces: actual === undefined ? 'nothing' : 'file' } as const
  if (actual === undefined) return { ...file, does: 'write' }
  if (actual !== 'folder' && isOneOf(actual, [sum])) return { ...file, does: 'keep' }
  const owner = ownerOf(path, actual, state)
  return { ...file, does: owner === 'wavec' ? 'write' : owner }
}

function decideLeftOver(path: string, state: State, read: Read): Decided['does'] {
  const actual = contentOf(read, path)
  if (actual === undefined || actual === 'folder') return 'keep'
  const owner = ownerOf(path, actual, state)
  return owner === 'wavec' ? 'remove' : owner
}

function pathsThat(decided: readonly Decided[], does: Decided['does']): string[] {
  return decided.filter((file) => file.does === does).map((file) => file.path)
}

function conflictsIn(decided: readonly Decided[], wanted: Conflict['wanted']): Conflict[] {
  const conflicts: Conflict[] = []
  for (const { path, does } of decided) {
    if (does === 'edited' || does === 'not-ours') conflicts.push({ path, kind: does, wanted })
  }
  return conflicts
}

type Content = Uint8Array | 'folder' | undefined

function contentOf(read: Read, path: string): Content {
  const reading = read(inManifests(path))
  if (reading.ok) return reading.value
  if (reading.problem === 'not-found') return undefined
  if (reading.problem === 'directory') return 'folder'
  throw cannotRead(inManifests(path), reading.problem)
}

/** Who made what is at a path: wavec, a user who edited wavec's text, or a user who wrote all of it. */
function ownerOf(path: string, actual: Uint8Array | 'folder', state: State): 'wavec' | Conflict['kind'] {
  const sums = state.sums.get(path)
  if (sums === undefined || actual === 'folder') return 'not-ours'
  if (state.merged.has(path) || isOneOf(actual, sums)) return 'wavec'
  return hasConflictMarkers(new TextDecoder().decode(actual)) ? 'wavec' : 'edited'
}
