import { hookDeletePolicyKey, hookKey, syncOptionsKey, syncWaveKey } from '../../manifest/annotations.ts'
import type { Metadata } from '../../manifest/manifest.ts'
import type { Phase } from '../../argocd/phases.ts'
import type { Plan, PlannedJob } from '../../plan/stage.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import type { EmitContext } from '../context.ts'
import { links } from './links.ts'

export const stageLabel = 'wavec.dev/stage'
/** Of a Job of the user's. */
export const jobLabel = 'wavec.dev/job'
export const pipelineLabel = 'wavec.dev/pipeline'

type Labels = Readonly<Record<string, string>>

/** Labels of everything that belongs to a pipeline; `stage` is left out of what serves several. */
export function labelsOf({ pipeline, migrations }: EmitContext, job?: Pick<PlannedJob, 'kind' | 'name'>): Labels {
  return {
    ...pipelineLabels(pipeline, job),
    ...(job === undefined ? {} : { [job.kind === 'stage' ? stageLabel : jobLabel]: job.name }),
    'wavec.dev/digest': migrations.digest.slice(0, 12),
  }
}

type DeletePolicy = 'BeforeHookCreation' | 'HookSucceeded' | 'BeforeHookCreation,HookSucceeded'

/** Those that no release changes. */
export function pipelineLabels({ name }: LoadedPipeline, job?: Pick<PlannedJob, 'name'>): Labels {
  return {
    'app.kubernetes.io/name': job === undefined ? 'wavec' : `wavec-${job.name}`,
    'app.kubernetes.io/managed-by': 'wavec',
    [pipelineLabel]: name,
  }
}

function hookAnnotations(phase: Phase, wave: number, policy: DeletePolicy): Labels {
  return {
    [hookKey]: phase,
    [syncWaveKey]: String(wave),
    [hookDeletePolicyKey]: policy,
  }
}

/**
 * Of an object of the Application itself. What a release no longer has is pruned after everything else: Argo CD would
 * prune it before the Jobs otherwise, while the old pods still need it.
 */
export function trackedAnnotations(wave: number): Labels {
  return { [syncWaveKey]: String(wave), [syncOptionsKey]: 'PruneLast=true' }
}

/** A hook Job is kept until its next run, so that its logs can be read and a retry is never blocked. */
export function jobMetadata(context: EmitContext, stage: PlannedJob): Metadata {
  const { pipeline, workload, migrations, plan } = context
  const place =
    plan.profile.jobs === 'hook'
      ? hookAnnotations(stage.phase, stage.wave, 'BeforeHookCreation')
      : trackedAnnotations(stage.wave)
  return {
    name: stage.job,
    namespace: pipeline.namespace,
    labels: labelsOf(context, stage),
    annotations: {
      ...place,
      'wavec.dev/does': stage.does,
      ...skippedAnnotation(plan),
      ...(pipeline.spec.attempt === undefined ? {} : { 'wavec.dev/attempt': String(pipeline.spec.attempt) }),
      'wavec.dev/release': workload.release,
      'wavec.dev/digest': migrations.digest,
      ...links(pipeline),
    },
  }
}

/** The UI must show on each object that a stage was left out. */
export function skippedAnnotation({ skipped }: Plan): Labels {
  if (skipped.length === 0) return {}
  const told = skipped.map(({ name, until, reason }) => `${name} until ${until}: ${reason}`)
  return { 'wavec.dev/skipped': told.join('; ') }
}

/**
 * Of what the Jobs need. As hooks: applied in place on a retry, kept after a failure for the report and for a person,
 * gone after a success. Never HookFailed: Argo CD deletes those before SyncFail hooks start.
 */
export function configMetadata(context: EmitContext, name: string): Metadata {
  const { profile, configWave } = context.plan
  const annotations =
    profile.config === 'hook' ? hookAnnotations('PreSync', configWave, 'HookSucceeded') : trackedAnnotations(configWave)
  return { name, namespace: context.pipeline.namespace, labels: labelsOf(context), annotations }
}

/**
 * Of an object that is recreated before the first Job of each sync, so that its age is that of the sync. Other config is
 * applied in place after a failure, and keeps the age of an earlier one.
 */
export function syncMarkMetadata(context: EmitContext, name: string): Metadata {
  const { profile, configWave } = context.plan
  const annotations =
    profile.config === 'hook'
      ? hookAnnotations('PreSync', configWave, 'BeforeHookCreation,HookSucceeded')
      : hookAnnotations('Sync', configWave, 'BeforeHookCreation')
  return { ...configMetadata(context, name), annotations }
}
