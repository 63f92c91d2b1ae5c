import { hookDeletePolicyKey, hookKey, syncWave, syncWaveKey } from '../../manifest/annotations.ts'
import { referencesOf } from '../../refs/references.ts'
import { isNeededAtStart } from '../needs.ts'
import type { Subject } from '../subject.ts'
import { makersFor, type AuditUnit } from '../unit.ts'
import type { Target } from './target.ts'

/**
 * Adds targets for the config that the hooks need. Config that only PreSync hooks use becomes a PreSync hook in an earlier
 * wave. Config that other objects use as well has to stay a plain object, so the hook moves to the Sync phase, after it.
 */
export function configTargets(unit: AuditUnit, hooks: ReadonlyMap<Subject, Target>): ReadonlyMap<Subject, Target> {
  const targets = new Map(hooks)
  for (const [hook, target] of hooks) {
    const config = neededBy(hook, unit).filter((maker) => maker.hook === undefined && !hooks.has(maker))
    if (config.length === 0 || target.annotations === undefined) continue
    const isShared = config.some((maker) => usersOf(maker, unit).some((user) => !hooks.has(user)))
    const moved = target.annotations[hookKey] === 'PreSync' && isShared ? inSync(target, config) : target
    targets.set(hook, moved)
    for (const maker of config) placeBefore(targets, maker, moved)
  }
  return targets
}

function neededBy(hook: Subject, unit: AuditUnit): readonly Subject[] {
  const makers = referencesOf(hook.manifest)
    .filter(isNeededAtStart)
    .flatMap(({ kind, name }) => makersFor(unit, hook, `${kind}/${name}`))
  return [...new Set(makers)]
}

function usersOf(maker: Subject, unit: AuditUnit): readonly Subject[] {
  return unit.subjects.filter((user) => user !== maker && neededBy(user, unit).includes(maker))
}

function inSync(target: Target, config: readonly Subject[]): Target {
  const wave = Math.min(waveOf(target), -1)
  const ids = config.map(({ id }) => id).join(', ')
  return {
    ...target,
    annotations: { ...target.annotations, [hookKey]: 'Sync', [syncWaveKey]: String(wave) },
    notes: [
      ...target.notes,
      `it now runs in the Sync phase, wave ${wave}: it needs ${ids}, which the workload also uses and which does not exist yet in PreSync of the first sync`,
    ],
  }
}

function waveOf({ annotations }: Target): number {
  return Number(annotations?.[syncWaveKey] ?? 0)
}

/** In the phase of the hook and a lower wave, and never later than before. */
function placeBefore(targets: Map<Subject, Target>, maker: Subject, hook: Target): void {
  const type = hook.annotations?.[hookKey] ?? 'Sync'
  if (type !== 'PreSync' && type !== 'Sync') return
  const known = targets.get(maker)
  const current = known === undefined ? syncWave(maker.manifest) : waveOf(known)
  const wave = Math.min(current, waveOf(hook) - 1)
  if (type === 'Sync' && wave === current) return
  const note = `its wave is now ${wave}, because a hook needs it and objects of later waves do not exist when the hook starts`
  const annotations =
    type === 'Sync'
      ? { [syncWaveKey]: String(wave) }
      : { [hookKey]: 'PreSync', [syncWaveKey]: String(wave), [hookDeletePolicyKey]: 'HookSucceeded' }
  const notes =
    type === 'Sync'
      ? [note]
      : [
          `it becomes a PreSync hook in wave ${wave}, because only PreSync hooks use it, and is deleted after a successful sync`,
        ]
  targets.set(maker, { annotations, without: [], spec: {}, notes })
}
