import { hasSyncOption } from '../../manifest/sync-options.ts'
import type { SyncTask } from './sync-task.ts'

/** sync_context.go `getSyncTasks`: reverses the waves of the pruned objects, so that the highest is pruned first. */
export function mirrorPruneWaves(tasks: readonly SyncTask[]): void {
  const byWave = new Map<number, SyncTask[]>()
  for (const task of tasks) {
    if (!task.isPrune) continue
    const group = byWave.get(task.wave)
    if (group === undefined) byWave.set(task.wave, [task])
    else group.push(task)
  }
  const waves = [...byWave.keys()].sort((a, b) => a - b)
  for (const [index, wave] of waves.entries()) {
    const mirrored = waves[waves.length - 1 - index] ?? wave
    for (const task of byWave.get(wave) ?? []) task.wave = mirrored
  }
}

/** sync_context.go `getSyncTasks`: one wave after the last of the Sync phase, pruned objects included. */
export function pruneLast(tasks: readonly SyncTask[], everything: boolean): void {
  let last = 0
  for (const task of tasks) if (task.phase === 'Sync') last = Math.max(last, task.wave)
  for (const task of tasks) {
    if (!task.isPrune) continue
    if (everything || hasSyncOption(task.subject.manifest, 'PruneLast=true')) task.wave = last + 1
  }
}
