import { greatest, least } from '../../diagnostic/long-lists.ts'
import {
  annotation,
  csv,
  deletePolicies,
  helmDeletePolicyKey,
  helmHookKey,
  helmHookWeightKey,
  hookDeletePolicyKey,
  hookKey,
  syncOptions,
  syncOptionsKey,
  syncWave,
  syncWaveKey,
} from '../../manifest/annotations.ts'
import { at } from '../../manifest/fields.ts'
import { looksLikeMigration } from '../migration.ts'
import { isJob, isWorkload, runsToCompletion, type Subject } from '../subject.ts'
import type { AuditUnit } from '../unit.ts'

export interface Target {
  /** Annotations to write, in this order; undefined leaves the object unchanged. */
  readonly annotations: Readonly<Record<string, string>> | undefined
  /** Annotations to remove. */
  readonly without: readonly string[]
  /** Fields of the Job's spec to write; undefined removes the field. */
  readonly spec: Readonly<Record<string, number | undefined>>
  readonly notes: readonly string[]
}

const phases: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
}
const helmKeys = [helmHookKey, helmHookWeightKey, helmDeletePolicyKey]
const checking = /smoke|test|verify|check/i

/** What a Helm hook or a plain Job becomes; undefined for everything else. */
export function hookTarget(subject: Subject, unit: AuditUnit): Target | undefined {
  if (annotation(subject.manifest, hookKey) !== undefined) return undefined
  if (annotation(subject.manifest, helmHookKey) !== undefined) return fromHelm(subject)
  return isJob(subject) && subject.positions.length > 0 ? fromPlainJob(subject, unit) : undefined
}

function fromHelm(subject: Subject): Target {
  const words = csv(subject.manifest, helmHookKey)
  const types = [...new Set(words.flatMap((word) => phases[word] ?? []))]
  const dropped = words.filter((word) => phases[word] === undefined)
  if (types.length === 0)
    return kept(`Argo CD has no equivalent of ${dropped.join(', ')} and never applies this object`)
  const notes = [`Helm's ${words.join(', ')} becomes ${types.join(', ')}`]
  if (dropped.length > 0) notes.push(`${dropped.join(', ')} is removed, because Argo CD never runs it`)
  if (words.includes('pre-install') !== words.includes('pre-upgrade')) notes.push(everySync('pre-install', words))
  if (words.includes('post-install') !== words.includes('post-upgrade')) notes.push(everySync('post-install', words))
  const wave = syncWave(subject.manifest)
  if (wave !== 0) notes.push(`its weight ${wave} becomes its wave`)
  const policy = policyOf(subject, notes)
  const annotations = { [hookKey]: types.join(','), [syncWaveKey]: String(wave), [hookDeletePolicyKey]: policy }
  return { annotations, without: helmKeys, spec: specOf(subject, notes), notes }
}

function everySync(install: string, words: readonly string[]): string {
  return words.includes(install)
    ? 'it ran only on install, and now runs on every sync'
    : 'it ran only on upgrades, and now also runs on the first sync'
}

/** A Job must be deleted before it can run again, but a failed one stays for its logs. */
function policyOf(subject: Subject, notes: string[]): string {
  const policies = deletePolicies(subject.manifest)
  const wanted = policies.filter((policy) => policy !== 'HookFailed')
  if (policies.length > wanted.length)
    notes.push('hook-failed is removed, so that a failed Job and its logs stay until the next sync')
  if (runsToCompletion(subject) && !wanted.includes('BeforeHookCreation')) {
    notes.push('BeforeHookCreation is added, because without it a failed Job blocks every later sync')
    return ['BeforeHookCreation', ...wanted].join(',')
  }
  return wanted.length === 0 ? 'BeforeHookCreation' : wanted.join(',')
}

function fromPlainJob(subject: Subject, unit: AuditUnit): Target {
  const wave = syncWave(subject.manifest)
  const waves = unit.subjects.filter((each) => each.hook === undefined).map(({ manifest }) => syncWave(manifest))
  const workloads = unit.subjects.filter((each) => isWorkload(each)).map(({ manifest }) => syncWave(manifest))
  const isLast = wave === greatest(waves) && waves.some((other) => other < wave)
  const notes = ['it ran once per name, and now runs on every full sync, even if nothing changed']
  notes.push('self-heal and syncs of selected resources no longer run it')
  notes.push('a commit that changes nothing else starts no automated sync, because hooks are not part of the diff')
  const options = syncOptions(subject.manifest).filter((option) => !/^(?:Force|Replace)=/.test(option))
  const without = options.length === syncOptions(subject.manifest).length ? [] : [syncOptionsKey]
  const rest: Record<string, string> =
    without.length > 0 && options.length > 0 ? { [syncOptionsKey]: options.join(',') } : {}
  if (without.length > 0) notes.push('Force and Replace are removed, because BeforeHookCreation does their work')
  const spec = specOf(subject, notes)
  if (isLast && (checking.test(subject.manifest.metadata.name) || !looksLikeMigration(subject))) {
    notes.push(
      `it becomes a PostSync hook, so that its failure fails the sync: nothing waited for it in the last wave (${wave})`,
    )
    return {
      annotations: { [hookKey]: 'PostSync', [hookDeletePolicyKey]: 'BeforeHookCreation', ...rest },
      without: [syncWaveKey, ...without],
      spec,
      notes,
    }
  }
  const before = least(workloads)
  const isLate = looksLikeMigration(subject) && wave >= before
  const target = isLate ? before - 1 : wave
  if (isLate)
    notes.push(`wave ${wave} becomes ${target}, because it was applied together with the workload or after it`)
  return {
    annotations: {
      [hookKey]: 'Sync',
      [syncWaveKey]: String(target),
      [hookDeletePolicyKey]: 'BeforeHookCreation',
      ...rest,
    },
    without,
    spec,
    notes,
  }
}

/** Ensures that a hook Job cannot block a sync forever, and that its logs stay readable. */
function specOf(subject: Subject, notes: string[]): Target['spec'] {
  if (!isJob(subject)) return {}
  const spec: Record<string, number | undefined> = {}
  if (at(subject.manifest, 'spec', 'activeDeadlineSeconds') === undefined) {
    spec['activeDeadlineSeconds'] = 900
    notes.push(
      'activeDeadlineSeconds: 900 is added, because without it a pod that can’t start blocks the sync forever (set it to what the slowest run needs)',
    )
  }
  if (looksLikeMigration(subject) && at(subject.manifest, 'spec', 'backoffLimit') === undefined) {
    spec['backoffLimit'] = 0
    notes.push('backoffLimit: 0 is added, because a failing Job ran up to seven times')
  }
  if (at(subject.manifest, 'spec', 'ttlSecondsAfterFinished') !== undefined) {
    spec['ttlSecondsAfterFinished'] = undefined
    notes.push('ttlSecondsAfterFinished is removed, so that the Job and its logs stay until the next sync')
  }
  return spec
}

function kept(note: string): Target {
  return { annotations: undefined, without: [], spec: {}, notes: [note] }
}
