import { compare } from '../../diagnostic/diagnostic.ts'
import { folderOf } from '../../source/path.ts'
import type { OutputFolder } from './output-folder.ts'
import { formatList, unite } from './list.ts'
import { inManifests, journalPath, listPath, manifestsFolder, stagingFolder } from '../places.ts'
import type { OutputPlan, PlannedWrite } from './plan-output.ts'
import type { State } from './state.ts'

/**
 * Carries out a plan without conflicts. The order is what makes it safe to kill at any moment:
 * whole texts in the staging folder, then the journal, then renames and removals, then the list, then the rest.
 * Until the list is written, old list and journal together name every text of wavec's.
 * A power failure may keep a later step and lose an earlier one, so each of them is on the disk before the next.
 */
export function applyOutput(plan: OutputPlan, state: State, version: string, folder: OutputFolder): void {
  if (isCurrent(plan, state)) return
  folder.makeFolder(manifestsFolder)
  folder.removeFolder(stagingFolder)
  try {
    stage(plan, state, version, folder)
  } catch (error) {
    // Nothing is in place yet: give the disk back what it may lack.
    folder.removeFolder(stagingFolder)
    throw error
  }
  folder.move(stagedJournal, journalPath)
  folder.sync(manifestsFolder, 'folder')
  const moved = moves(plan.write, folder)
  for (const { from, to } of moved) folder.move(from, to)
  for (const path of plan.remove) folder.remove(inManifests(path))
  removeEmptied(plan.leftOver, folder)
  syncNames([...moved.map(({ to }) => to), ...plan.remove.map(inManifests)], folder)
  folder.move(stagedList, listPath)
  folder.sync(manifestsFolder, 'folder')
  folder.remove(journalPath)
  folder.removeFolder(stagingFolder)
}

export function isCurrent(plan: OutputPlan, state: State): boolean {
  return plan.write.length + plan.remove.length === 0 && plan.list === state.list && !state.interrupted
}

const repository = ''
const stagedFiles = `${stagingFolder}/files`
const stagedJournal = `${stagingFolder}/journal`
const stagedList = `${stagingFolder}/list`

function stage(plan: OutputPlan, state: State, version: string, folder: OutputFolder): void {
  folder.makeFolder(stagedFiles)
  const made = new Set([stagedFiles, stagingFolder, manifestsFolder, repository])
  const write = (path: string, text: string): void => {
    if (!made.has(folderOf(path))) folder.makeFolder(folderOf(path))
    for (let parent = folderOf(path); !made.has(parent); parent = folderOf(parent)) made.add(parent)
    folder.write(path, text)
  }
  for (const { path, text } of plan.write) write(`${stagedFiles}/${path}`, text)
  // What an earlier journal names may still stand in its place, so it is carried on until a run ends.
  const journal = unite(state.journal, new Map(plan.write.map(({ path, sum }) => [path, [sum]])))
  write(stagedJournal, formatList(version, journal))
  write(stagedList, plan.list)
  // After the last of them: a disk writes many texts together faster than one by one.
  for (const { path } of plan.write) folder.sync(`${stagedFiles}/${path}`, 'file')
  folder.sync(stagedJournal, 'file')
  folder.sync(stagedList, 'file')
  for (const path of made) folder.sync(path, 'folder')
}

/** The folders from which or to which something was moved; one that is gone needs it no more. */
function syncNames(paths: readonly string[], folder: OutputFolder): void {
  for (const path of new Set(paths.map(folderOf))) if (folder.hasFolder(path)) folder.sync(path, 'folder')
}

interface Move {
  readonly from: string
  readonly to: string
}

/** A folder that is wholly new goes in one rename, which is what makes a first run over many pipelines fast. */
function moves(writes: readonly PlannedWrite[], folder: OutputFolder): Move[] {
  const present = new Map<string, boolean>()
  const units = new Set<string>()
  for (const { path, replaces } of writes) units.add(replaces === 'file' ? path : (firstAbsent(path) ?? path))
  return [...units].map((unit) => ({ from: `${stagedFiles}/${unit}`, to: inManifests(unit) }))

  function firstAbsent(path: string): string | undefined {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const above = path.slice(0, end)
      const isPresent = present.get(above) ?? folder.hasFolder(inManifests(above))
      present.set(above, isPresent)
      if (!isPresent) return above
    }
    return undefined
  }
}

/** Deepest first, and upwards as long as a folder is empty; a killed run may have removed the files alone. */
function removeEmptied(leftOver: readonly string[], folder: OutputFolder): void {
  const parents = [...new Set(leftOver.map(folderOf))].sort((a, b) => compare(b, a))
  for (let path of parents) {
    while (path !== '' && folder.removeEmptyFolder(inManifests(path)) === 'gone') path = folderOf(path)
  }
}
