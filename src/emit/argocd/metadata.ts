import { hookDeletePolicyKey, hookKey, syncWaveKey } from '../../manifest/annotations.ts'
import type { Metadata } from '../../manifest/manifest.ts'
import type { Phase, Stage } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { links } from './links.ts'

type Labels = Readonly<Record<string, string>>

/** Labels of everything that belongs to a pipeline; `stage` is left out of what serves several. */
export function labelsOf({ pipeline, migrations }: EmitContext, stage?: string): Labels {
  return {
    'app.kubernetes.io/name': stage === undefined ? 'wavec' : `wavec-${stage}`,
    'app.kubernetes.io/managed-by': 'wavec',
    'wavec.dev/pipeline': pipeline.name,
    ...(stage === undefined ? {} : { 'wavec.dev/stage': stage }),
    'wavec.dev/digest': migrations.digest.slice(0, 12),
  }
}

function hookAnnotations(phase: Phase, wave: number, policy: 'BeforeHookCreation' | 'HookSucceeded'): Labels {
  return {
    [hookKey]: phase,
    [syncWaveKey]: String(wave),
    [hookDeletePolicyKey]: policy,
  }
}

/** A Job's: kept until its next run, so that its logs can be read and a retry is never blocked. */
export function jobMetadata(context: EmitContext, stage: Stage): Metadata {
  const { pipeline, workload, migrations } = context
  return {
    name: stage.job,
    namespace: pipeline.namespace,
    labels: labelsOf(context, stage.name),
    annotations: {
      ...hookAnnotations(stage.phase, stage.wave, 'BeforeHookCreation'),
      'wavec.dev/does': stage.does,
      'wavec.dev/release': workload.release,
      'wavec.dev/digest': migrations.digest,
      ...links(pipeline),
    },
  }
}

/**
 * Of what the Jobs need: applied in place on a retry, kept after a failure for the report and for a person, gone after
 * a success. Never HookFailed: Argo CD deletes those before SyncFail hooks start.
 */
export function configMetadata(context: EmitContext, name: string, annotations: Labels = {}): Metadata {
  return {
    name,
    namespace: context.pipeline.namespace,
    labels: labelsOf(context),
    annotations: { ...hookAnnotations('PreSync', context.plan.configWave, 'HookSucceeded'), ...annotations },
  }
}
