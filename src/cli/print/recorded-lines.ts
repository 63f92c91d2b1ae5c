import { lockName, inFileOrder } from '../../migrations/lock.ts'
import type { LockFile } from '../../project/compile.ts'
import { counted } from '../../report/index.ts'

/** More lock files than these are counted, not listed. */
const listedLocks = 5
/** More migrations than these are counted, not named. */
const namedMigrations = 3

/** What was written down about the releases that the specs are now at. */
export function recordedLines(locks: readonly LockFile[]): string[] {
  if (locks.length > listedLocks)
    return [`recorded in ${counted(locks.length, lockName)}: which migrations each release brings`]
  return locks.map(({ path, lock }) => {
    const last = Object.values(lock).flatMap((releases) => releases.at(-1) ?? [])
    const releases = [...new Set(last.map(({ release }) => release))].join(', ')
    const brought = inFileOrder(new Set(last.flatMap(({ migrations }) => Object.keys(migrations))))
    const withdrawn = inFileOrder(new Set(last.flatMap((entry) => entry.withdrawn)))
    const back = withdrawn.length === 0 ? '' : `, withdraws ${named(withdrawn)}`
    const abandoned = inFileOrder(new Set(last.flatMap((entry) => entry.abandoned)))
    const free = abandoned.length === 0 ? '' : `; no database has ${named(abandoned)}, so that version is free again`
    return `recorded in ${path}: ${releases} brings ${named(brought)}${back}${free}`
  })
}

function named(files: readonly string[]): string {
  if (files.length === 0) return 'no migration'
  return files.length > namedMigrations ? counted(files.length, 'migration') : files.join(', ')
}
