/** When Argo CD applies an object: phase, wave, kind (gitops-engine pkg/sync: hook.go, waves.go, sync_tasks.go). */
import { textAt } from '../../../src/manifest/fields.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'

export const phases = ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const
export type Phase = (typeof phases)[number]
export const deletePolicies = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'] as const

/** An annotation's comma-separated values, trimmed; case counts. */
export function valuesOf(manifest: Manifest, annotation: string): readonly string[] {
  const text = annotationOf(manifest, annotation)
  return text === undefined ? [] : text.split(',').map((item) => item.trim())
}

export function annotationOf(manifest: Manifest, annotation: string): string | undefined {
  return textAt(manifest, 'metadata', 'annotations', `argocd.argoproj.io/${annotation}`)
}

export function isHook(manifest: Manifest): boolean {
  return annotationOf(manifest, 'hook') !== undefined
}

/** A plain object belongs to the Sync phase; a hook may belong to several phases. */
export function phasesOf(manifest: Manifest): readonly Phase[] {
  return isHook(manifest) ? phases.filter((phase) => valuesOf(manifest, 'hook').includes(phase)) : ['Sync']
}

export function waveOf(manifest: Manifest): number {
  const wave = annotationOf(manifest, 'sync-wave')
  return wave !== undefined && isWave(wave) ? Number(wave) : 0
}

/** Parses like Go's strconv.Atoi; anything else counts as 0, without a warning. */
export function isWave(text: string): boolean {
  return /^[+-]?\d+$/.test(text)
}

const kinds = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
]

/** All other kinds come last, together. */
export function kindOrder(kind: string): number {
  const index = kinds.indexOf(kind)
  return index === -1 ? kinds.length : index
}
