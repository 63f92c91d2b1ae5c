import { ownerVariables, stepVariable } from '../../protocol/process.ts'
import type { Step } from '../../protocol/step.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import type { PlannedJob, Stage } from '../../plan/stage.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import type { EmitContext } from '../context.ts'
import { connectionKeys, runnerConnectionEnv, tlsVolumes, type Account } from './connection.ts'
import { escapeExpansion } from './expansion.ts'
import { startOf } from './program.ts'
import { rights } from './rights.ts'
import { resourcesOf, restricted, runnerUser } from './security.ts'

export interface RunnerContainer {
  readonly name: 'wavec' | 'stamp' | 'complete'
  readonly step: Step
  readonly mounts?: readonly JsonObject[]
  /** Another image than the pipeline's, which starts wavec alike: one that holds the migrations. */
  readonly image?: string | undefined
}

/** A container of wavec's: the program, its Step, and the connection that the step's rights name. */
export function runnerContainer(
  context: EmitContext,
  stage: Stage,
  { name, step, mounts = [], image }: RunnerContainer,
): JsonObject {
  const { pipeline } = context
  const { connection } = rights[step.kind]
  const env = [
    { name: stepVariable, value: escapeExpansion(stepText(withKeys(pipeline, step, connection))) },
    ...(connection === 'none' ? [] : [...ownership(context, stage), ...databaseEnv(pipeline, step, connection)]),
    ...podEnv(stage),
  ]
  const start = startOf(pipeline, image)
  const allMounts = [...mounts, ...(connection === 'none' ? [] : tlsVolumes(pipeline).mounts), ...start.mounts]
  return {
    name,
    image: start.image,
    command: start.command,
    args: ['run'],
    env,
    resources: resourcesOf(stage, { cpu: '50m', memory: '64Mi' }, { memory: '256Mi' }),
    securityContext: restricted(pipeline, runnerUser),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: allMounts.length === 0 ? undefined : allMounts,
  }
}

/** What the connection is read from, so that the runner can name what is missing. */
function withKeys(pipeline: LoadedPipeline, step: Step, account: Account | 'none'): Step {
  if (account === 'none' || !('database' in step)) return step
  const secretKeys = [...connectionKeys(pipeline, account)]
  return secretKeys.length === 0 ? step : { ...step, database: { ...step.database, secretKeys } }
}

/** Set by the Job controller, Kubernetes 1.27 and later. */
const jobNameLabel = "metadata.labels['batch.kubernetes.io/job-name']"

/** Who writes the ledger's row: the Job, and the pod that the kubelet started for it. */
function ownership({ plan }: EmitContext, { job }: Stage): readonly JsonObject[] {
  return [
    {
      name: ownerVariables.job,
      // The name of a tracked Job is a hash of its spec, so it can't stand in it.
      ...(plan.profile.jobs === 'hook' ? { value: job } : { valueFrom: { fieldRef: { fieldPath: jobNameLabel } } }),
    },
    { name: ownerVariables.pod, valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
  ]
}

function databaseEnv(pipeline: LoadedPipeline, { kind }: Step, account: Account): readonly JsonObject[] {
  return [{ name: 'PGAPPNAME', value: `wavec-${pipeline.name}-${kind}` }, ...runnerConnectionEnv(pipeline, account)]
}

/** JSON with a line for each field, so that a person can read it in the UI and a diff shows what changed. */
export function stepText(step: Step): string {
  const lines = Object.entries(step).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}

/** The user's variables of wavec's and the tool's containers, by name. */
export function podEnv({ pod }: PlannedJob): readonly JsonObject[] {
  return Object.entries(pod.env ?? {}).map(([name, value]) => ({ name, value }))
}
