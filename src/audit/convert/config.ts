import { hookDeletePolicyKey, hookKey, syncWave, syncWaveKey } from '../../manifest/annotations.ts'
import { referencesOf } from '../../refs/references.ts'
import { isNeededAtStart } from '../needs.ts'
import type { Subject } from '../subject.ts'
import { makersFor, type AuditUnit } from '../unit.ts'
import type { Target } from './target.ts'

/**
 * The targets of the hooks with those of the config that they need. What only PreSync hooks use becomes a hook before
 * them. What others use, too, has to stay an object of the Application: then the hook moves to the Sync phase, behind it.
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
    sentences: [
      ...target.sentences,
      `it is in the Sync phase, in wave ${wave}: it needs ${ids}, which the workload uses, too, and which PreSync would not see at the first sync`,
    ],
  }
}

function waveOf({ annotations }: Target): number {
  return Number(annotations?.[syncWaveKey] ?? 0)
}

/** Lower than the hook, in its phase; never later than it is already. */
function placeBefore(targets: Map<Subject, Target>, maker: Subject, hook: Target): void {
  const type = hook.annotations?.[hookKey] ?? 'Sync'
  if (type !== 'PreSync' && type !== 'Sync') return
  const known = targets.get(maker)
  const current = known === undefined ? syncWave(maker.manifest) : waveOf(known)
  const wave = Math.min(current, waveOf(hook) - 1)
  if (type === 'Sync' && wave === current) return
  const sentence = `wave ${wave}: a hook needs it, and nothing of a later wave is there when the hook starts`
  const annotations =
    type === 'Sync'
      ? { [syncWaveKey]: String(wave) }
      : { [hookKey]: 'PreSync', [syncWaveKey]: String(wave), [hookDeletePolicyKey]: 'HookSucceeded' }
  const sentences =
    type === 'Sync'
      ? [sentence]
      : [`only PreSync hooks use it: it is one itself, in wave ${wave}, and gone after a sync that succeeded`]
  targets.set(maker, { annotations, without: [], spec: {}, sentences })
}
