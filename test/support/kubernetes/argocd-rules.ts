/**
 * Faults that Argo CD runs into although every object is valid: rules over the objects of one folder, which is one
 * Application. Each rule returns `Kind/name: reason`.
 */
import { at, isList, objectAt, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { titleOf } from './emitted.ts'
import { containersOf, duplicates, podOf, stageOf } from './pods.ts'
import { referenceProblems, referencesOf } from './references.ts'
import { annotationOf, deletePolicies, isHook, isWave, phases, phasesOf, valuesOf, waveOf } from './sync-place.ts'

export function argocdProblems(manifests: readonly Manifest[]): readonly string[] {
  const rules = [
    wordProblems,
    deletePolicyProblems,
    deadlineProblems,
    referenceProblems,
    awaitProblems,
    identityProblems,
    ttlProblems,
    nameProblems,
    claimProblems,
    healthProblems,
  ]
  return rules.flatMap((rule) => rule(manifests))
}

/** Argo CD silently ignores an unknown value: the hook is never applied, or the wave is 0. */
export function wordProblems(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap((manifest) => {
    const hooks = valuesOf(manifest, 'hook').filter((word) => !phases.some((phase) => phase === word))
    const policies = valuesOf(manifest, 'hook-delete-policy').filter(
      (word) => !deletePolicies.some((policy) => policy === word),
    )
    const wave = annotationOf(manifest, 'sync-wave')
    return [
      ...hooks.map((word) => `${titleOf(manifest)}: ${word} is no hook`),
      ...policies.map((word) => `${titleOf(manifest)}: ${word} is no delete policy`),
      ...(wave === undefined || isWave(wave) ? [] : [`${titleOf(manifest)}: ${wave} is no wave`]),
    ]
  })
}

const runsOnce = ['Job', 'Pod', 'Workflow']

/**
 * A failed Job that is not deleted before the next attempt is applied "unchanged" and fails again without running.
 * Config is the opposite: HookFailed would delete it before the SyncFail Jobs that read it. Only the report's account is
 * recreated, because its age shows which Jobs are of the sync.
 */
export function deletePolicyProblems(manifests: readonly Manifest[]): readonly string[] {
  return manifests.filter(isHook).flatMap((hook) => {
    const policies = valuesOf(hook, 'hook-delete-policy')
    if (policies.includes('HookFailed')) return [`${titleOf(hook)}: HookFailed deletes it before SyncFail hooks start`]
    if (runsOnce.includes(hook.kind))
      return policies.includes('BeforeHookCreation') ? [] : [`${titleOf(hook)}: its policy lacks BeforeHookCreation`]
    const isMark = hook.kind === 'ServiceAccount' && hook.metadata.name.endsWith('-report')
    if (isMark)
      return policies[0] === 'BeforeHookCreation' ? [] : [`${titleOf(hook)}: its age must be that of the sync`]
    return policies.join() === 'HookSucceeded' ? [] : [`${titleOf(hook)}: config hooks carry HookSucceeded alone`]
  })
}

/** An image that can't be pulled never fails a Job: only a deadline ends the sync. */
export function deadlineProblems(manifests: readonly Manifest[]): readonly string[] {
  const jobs = manifests.filter((manifest) => isHook(manifest) && manifest.kind === 'Job')
  return jobs.flatMap((job) =>
    typeof at(job, 'spec', 'activeDeadlineSeconds') === 'number'
      ? []
      : [`${titleOf(job)}: no activeDeadlineSeconds, the sync may hang`],
  )
}

/** Argo CD does not await the last wave of plain objects, so a Job there gates nothing. */
export function awaitProblems(manifests: readonly Manifest[]): readonly string[] {
  const inSync = manifests.filter((manifest) => phasesOf(manifest).includes('Sync'))
  const last = Math.max(...inSync.map(waveOf))
  const isAwaited = manifests.some(
    (manifest) =>
      isHook(manifest) &&
      (phasesOf(manifest).includes('PostSync') || (phasesOf(manifest).includes('Sync') && waveOf(manifest) === last)),
  )
  const jobs = inSync.filter((manifest) => !isHook(manifest) && manifest.kind === 'Job' && waveOf(manifest) === last)
  return isAwaited ? [] : jobs.map((job) => `${titleOf(job)}: a plain Job in the last wave is not awaited`)
}

/** Of two objects with one identity the last wins, whether hook or plain object. */
export function identityProblems(manifests: readonly Manifest[]): readonly string[] {
  const identities = manifests.map(
    ({ apiVersion, kind, metadata }) =>
      `${apiVersion.split('/').at(-2) ?? ''}/${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
  )
  return duplicates(identities).map((identity) => `${identity}: there twice, the last wins`)
}

/** Argo CD sees a plain Job that deletes itself as missing: OutOfSync, run again, or a failed wave. */
export function ttlProblems(manifests: readonly Manifest[]): readonly string[] {
  const jobs = manifests.filter((manifest) => manifest.kind === 'Job' && !isHook(manifest))
  return jobs.flatMap((job) =>
    at(job, 'spec', 'ttlSecondsAfterFinished') === undefined ? [] : [`${titleOf(job)}: a TTL on a plain Job`],
  )
}

/** The generated name is the same on every retry, and collides between hooks of one prefix. */
export function nameProblems(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap((manifest) =>
    at(manifest, 'metadata', 'generateName') === undefined ? [] : [`${titleOf(manifest)}: generateName`],
  )
}

/** A claim that binds on first use stays Pending, and so Progressing, until its consumer's wave, which waits for it. */
export function claimProblems(manifests: readonly Manifest[]): readonly string[] {
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim')
  return claims.flatMap((claim) => {
    const consumers = manifests.filter((manifest) =>
      referencesOf(manifest).some(({ kind, name }) => kind === claim.kind && name === claim.metadata.name),
    )
    const first = consumers.filter((consumer) => phasesOf(consumer).join() === phasesOf(claim).join()).map(waveOf)
    return first.length > 0 && waveOf(claim) < Math.min(...first)
      ? [`${titleOf(claim)}: in an earlier wave than its consumer, which a claim bound on first use waits for`]
      : []
  })
}

/** It hides an object from the Application's health and gates nothing. */
export function healthProblems(manifests: readonly Manifest[]): readonly string[] {
  return manifests.flatMap((manifest) =>
    annotationOf(manifest, 'ignore-healthcheck') === undefined ? [] : [`${titleOf(manifest)}: ignore-healthcheck`],
  )
}

/** Rules on an Application together with the objects that it syncs. */
export function applicationProblems(application: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const policy = objectAt(application, 'spec', 'syncPolicy') ?? {}
  const options = at(policy, 'syncOptions')
  const isServerSide = isList(options) && options.includes('ServerSideApply=true')
  const hasUngatedHooks = manifests.some(isHook) && !manifests.some(isGated)
  const isForced = ['apply', 'hook'].some(
    (strategy) => at(application, 'operation', 'sync', 'syncStrategy', strategy, 'force') === true,
  )
  const forced = manifests.filter(
    (manifest) =>
      valuesOf(manifest, 'sync-options').includes('Force=true') &&
      !valuesOf(manifest, 'sync-options').includes('Replace=true'),
  )
  const isBlind = annotationOf(application, 'manifest-generate-paths') !== undefined
  const problems: readonly (readonly [boolean, string])[] = [
    [
      at(policy, 'automated') !== undefined && at(policy, 'retry', 'limit') === undefined,
      'automated without retry.limit: a failed migration runs five more times',
    ],
    [isServerSide && (isForced || forced.length > 0), 'ServerSideApply with Force: every apply fails'],
    [isList(options) && options.includes('Force=true'), 'Force=true is no sync option of an Application'],
    [
      at(policy, 'automated', 'selfHeal') === true && hasUngatedHooks,
      'selfHeal skips hooks: a new image may start without its migration',
    ],
    [isBlind && hasUngatedHooks, 'manifest-generate-paths may turn a release into a partial sync, which skips hooks'],
  ]
  return problems.filter(([isFound]) => isFound).map(([, reason]) => `${titleOf(application)}: ${reason}`)
}

/** A workload whose pods check the schema before they start. */
function isGated(manifest: Manifest): boolean {
  const pod = podOf(manifest)
  if (pod === undefined || isHook(manifest) || stageOf(manifest) !== undefined) return false
  return containersOf(pod).some(
    ({ role, value }) =>
      role === 'init' && objectsAt(value, 'env').some((variable) => textAt(variable, 'name') === 'WAVEC_STEP'),
  )
}
