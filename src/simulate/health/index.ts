/**
 * How Argo CD judges an object (gitops-engine/pkg/health/health.go `GetResourceHealth`, with the scripts of
 * resource_customizations), by group and kind. A kind that is not in the table has no health and is done once applied.
 */
import type { Manifest } from '../../manifest/manifest.ts'
import { groupOf } from '../../manifest/kinds.ts'
import { horizontalPodAutoscaler } from './autoscaler.ts'
import { customResourceDefinition } from './definition.ts'
import type { HealthCheck } from './health.ts'
import { job } from './job.ts'
import { apiService, ingress, service } from './network.ts'
import { pod } from './pod.ts'
import { byCondition, certificate, cronJob, podDisruptionBudget, scripted } from './scripted.ts'
import { scriptedKinds } from './scripted-kinds.ts'
import { persistentVolumeClaim } from './storage.ts'
import { workflow } from './workflow.ts'
import { daemonSet, deployment, replicaSet, statefulSet } from './workload.ts'

export type { Health, HealthCheck } from './health.ts'

/** If a kind has both, Argo CD's script wins over its check in Go. */
const checks: ReadonlyMap<string, HealthCheck> = new Map([
  ['apps/Deployment', deployment],
  ['apps/StatefulSet', statefulSet],
  ['apps/ReplicaSet', replicaSet],
  ['apps/DaemonSet', daemonSet],
  ['extensions/Ingress', ingress],
  ['networking.k8s.io/Ingress', ingress],
  ['argoproj.io/Workflow', workflow],
  ['apiregistration.k8s.io/APIService', apiService],
  ['/Service', service],
  ['/PersistentVolumeClaim', persistentVolumeClaim],
  ['/Pod', pod],
  ['batch/Job', job],
  ['autoscaling/HorizontalPodAutoscaler', horizontalPodAutoscaler],
  ['batch/CronJob', cronJob],
  ['cert-manager.io/Certificate', certificate],
  ['external-secrets.io/ExternalSecret', byCondition('Ready', 'Waiting for ExternalSecret')],
  ['bitnami.com/SealedSecret', byCondition('Synced', 'Waiting for Sealed Secret to be decrypted')],
  ['apiextensions.k8s.io/CustomResourceDefinition', customResourceDefinition],
  ['policy/PodDisruptionBudget', podDisruptionBudget],
])

export function healthCheckOf(manifest: Manifest): HealthCheck | undefined {
  const group = groupOf(manifest.apiVersion)
  return checks.get(`${group}/${manifest.kind}`) ?? (hasScript(group, manifest.kind) ? scripted : undefined)
}

function hasScript(group: string, kind: string): boolean {
  if (Object.hasOwn(scriptedKinds, group) && isIn(scriptedKinds[group], kind)) return true
  for (const [name, kinds] of wildcards) if (group.endsWith(name) && isIn(kinds, kind)) return true
  return false
}

function isIn(kinds: string | undefined, kind: string): boolean {
  return kinds !== undefined && kinds.split(' ').some((each) => each === kind || each === '_')
}

const wildcards = Object.entries(scriptedKinds)
  .filter(([group]) => group.startsWith('_'))
  .map(([group, kinds]) => [group.slice(1), kinds] as const)
