/**
 * The Job contract: what every Job of a pipeline has in common. Two clocks (the pod's deadline bounds an attempt and
 * keeps its logs, the Job's is the backstop), one pod at a time, retries only where the runner says that one may help.
 */
import { exitCode } from '../../protocol/process.ts'
import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { PlannedJob } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { jobMetadata, labelsOf } from './metadata.ts'
import { withProgram } from './program.ts'

export interface JobPod {
  readonly spec: JsonObject
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly annotations?: Readonly<Record<string, string>> | undefined
  /** Exit codes of foreign containers that no second attempt will change, by container name. */
  readonly permanent?: readonly { readonly container: string; readonly codes: readonly number[] }[]
}

export function job(context: EmitContext, stage: PlannedJob, pod: JobPod): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: jobMetadata(context, stage),
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: stage.backoffLimit,
      activeDeadlineSeconds: stage.jobSeconds,
      podReplacementPolicy: 'Failed',
      podFailurePolicy: { rules: failureRules(stage, pod) },
      template: {
        metadata: {
          labels: { ...pod.labels, ...labelsOf(context, stage), ...meshLabels(stage) },
          annotations: nonEmpty({
            ...pod.annotations,
            ...stage.pod.annotations,
            ...undisturbed(stage),
            ...meshAnnotations(stage),
          }),
        },
        spec: {
          restartPolicy: 'Never',
          activeDeadlineSeconds: stage.attemptSeconds,
          ...withProgram(context, pod.spec),
        },
      },
    },
  }
}

/**
 * In order: an evicted pod does not count; a runner that ends with anything but "try again" fails the Job, a kill where the
 * step can't be run twice included. Each rule names its container, or it would match the candidate that is stopped (143).
 */
function failureRules({ killed }: PlannedJob, { spec, permanent = [] }: JobPod): JsonObject[] {
  const passing = killed === 'retried' ? [exitCode.retry, killedExit] : [exitCode.retry]
  const own = [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')]
    .map((container) => textAt(container, 'name'))
    .filter((name) => name === 'wavec' || name === 'stamp' || name === 'complete')
  return [
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ...own.map((containerName) => failOn(containerName, 'NotIn', passing)),
    ...permanent.filter(({ codes }) => codes.length > 0).map(({ container, codes }) => failOn(container, 'In', codes)),
  ]
}

/** SIGKILL: the kernel's answer to too little memory, and the kubelet's at the end of the grace period. */
const killedExit = 137

function failOn(containerName: string | undefined, operator: 'In' | 'NotIn', values: readonly number[]): JsonObject {
  return { action: 'FailJob', onExitCodes: { containerName, operator, values } }
}

/** Nothing may move a migration for the sake of a tidier cluster. */
function undisturbed({ name }: PlannedJob): Readonly<Record<string, string>> {
  if (name !== 'migrate') return {}
  return { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true' }
}

/** A mesh's proxy would outlive the Job, and the Job would never end. Istio's opt-out is a label. */
function meshLabels({ pod }: PlannedJob): Readonly<Record<string, string>> {
  return pod.mesh === 'istio' ? { 'sidecar.istio.io/inject': 'false' } : {}
}

function meshAnnotations({ pod }: PlannedJob): Readonly<Record<string, string>> {
  return pod.mesh === 'linkerd' ? { 'linkerd.io/inject': 'disabled' } : {}
}

function nonEmpty(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  return Object.keys(map).length === 0 ? undefined : map
}
