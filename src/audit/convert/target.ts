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
  /** Annotations to write, in order; undefined where the object stays as it is. */
  readonly annotations: Readonly<Record<string, string>> | undefined
  /** Annotations to take out. */
  readonly without: readonly string[]
  /** Numbers of a Job's spec to write; undefined takes the field out. */
  readonly spec: Readonly<Record<string, number | undefined>>
  readonly sentences: readonly string[]
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
    return kept(`${dropped.join(', ')} has no counterpart: Argo CD never applies this object, before and after`)
  const sentences = [`Helm's ${words.join(', ')} is ${types.join(', ')}`]
  if (dropped.length > 0) sentences.push(`${dropped.join(', ')} is dropped: Argo CD never runs it`)
  if (words.includes('pre-install') !== words.includes('pre-upgrade')) sentences.push(everySync('pre-install', words))
  if (words.includes('post-install') !== words.includes('post-upgrade'))
    sentences.push(everySync('post-install', words))
  const wave = syncWave(subject.manifest)
  if (wave !== 0) sentences.push(`its weight ${wave} is its wave`)
  const policy = policyOf(subject, sentences)
  const annotations = { [hookKey]: types.join(','), [syncWaveKey]: String(wave), [hookDeletePolicyKey]: policy }
  return { annotations, without: helmKeys, spec: specOf(subject, sentences), sentences }
}

function everySync(install: string, words: readonly string[]): string {
  return words.includes(install)
    ? 'it ran at the install only, and runs at every sync now'
    : 'it ran at upgrades only, and runs at the first sync, too'
}

/** Jobs are deleted before they run again; what a failed sync must find stays. */
function policyOf(subject: Subject, sentences: string[]): string {
  const policies = deletePolicies(subject.manifest)
  const wanted = policies.filter((policy) => policy !== 'HookFailed')
  if (policies.length > wanted.length)
    sentences.push('hook-failed is dropped: a failed Job and its logs stay until the next sync')
  if (runsToCompletion(subject) && !wanted.includes('BeforeHookCreation')) {
    sentences.push('BeforeHookCreation is added: without it a failed Job blocks every later sync')
    return ['BeforeHookCreation', ...wanted].join(',')
  }
  return wanted.length === 0 ? 'BeforeHookCreation' : wanted.join(',')
}

function fromPlainJob(subject: Subject, unit: AuditUnit): Target {
  const wave = syncWave(subject.manifest)
  const waves = unit.subjects.filter((each) => each.hook === undefined).map(({ manifest }) => syncWave(manifest))
  const workloads = unit.subjects.filter((each) => isWorkload(each)).map(({ manifest }) => syncWave(manifest))
  const isLast = wave === Math.max(...waves) && waves.some((other) => other < wave)
  const sentences = ['it runs at every full sync now, also when nothing changed; before, once for each name']
  sentences.push('self-heal and a sync of single resources do not run it any more')
  sentences.push('a commit that changes nothing else starts no automated sync: hooks are not part of the diff')
  const options = syncOptions(subject.manifest).filter((option) => !/^(?:Force|Replace)=/.test(option))
  const without = options.length === syncOptions(subject.manifest).length ? [] : [syncOptionsKey]
  const rest: Record<string, string> =
    without.length > 0 && options.length > 0 ? { [syncOptionsKey]: options.join(',') } : {}
  if (without.length > 0) sentences.push('Force and Replace go: BeforeHookCreation does what they were for')
  const spec = specOf(subject, sentences)
  if (isLast && (checking.test(subject.manifest.metadata.name) || !looksLikeMigration(subject))) {
    sentences.push(`in the last wave (${wave}) nothing waited for it; as PostSync its failure fails the sync`)
    return {
      annotations: { [hookKey]: 'PostSync', [hookDeletePolicyKey]: 'BeforeHookCreation', ...rest },
      without: [syncWaveKey, ...without],
      spec,
      sentences,
    }
  }
  const before = Math.min(...workloads)
  const isLate = looksLikeMigration(subject) && wave >= before
  const target = isLate ? before - 1 : wave
  if (isLate) sentences.push(`wave ${wave} becomes ${target}: it was applied together with the workload, or after it`)
  return {
    annotations: {
      [hookKey]: 'Sync',
      [syncWaveKey]: String(target),
      [hookDeletePolicyKey]: 'BeforeHookCreation',
      ...rest,
    },
    without,
    spec,
    sentences,
  }
}

/** What a hook Job needs so that it can't hold a sync for ever, and so that its logs can be read. */
function specOf(subject: Subject, sentences: string[]): Target['spec'] {
  if (!isJob(subject)) return {}
  const spec: Record<string, number | undefined> = {}
  if (at(subject.manifest, 'spec', 'activeDeadlineSeconds') === undefined) {
    spec['activeDeadlineSeconds'] = 900
    sentences.push(
      'activeDeadlineSeconds: 900 is added, set it to what the slowest run needs: without it a pod that can’t start holds the sync for ever',
    )
  }
  if (looksLikeMigration(subject) && at(subject.manifest, 'spec', 'backoffLimit') === undefined) {
    spec['backoffLimit'] = 0
    sentences.push('backoffLimit: 0 is added: it ran up to seven times')
  }
  if (at(subject.manifest, 'spec', 'ttlSecondsAfterFinished') !== undefined) {
    spec['ttlSecondsAfterFinished'] = undefined
    sentences.push('ttlSecondsAfterFinished goes: the Job stays, with its logs, until the next sync')
  }
  return spec
}

function kept(sentence: string): Target {
  return { annotations: undefined, without: [], spec: {}, sentences: [sentence] }
}
