/**
 * Spec → stages. The profile says which there are and where each stands; a stage may be moved, as long as the order
 * still holds, or left out for a while with a reason.
 */
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../spec/pipeline.ts'
import type { Pod } from '../spec/stages.ts'
import { tools } from '../tools/index.ts'
import { toolOf } from './tool-of.ts'
import { checkStages } from './check.ts'
import { checkProfile } from './check-profile.ts'
import { jobSeconds } from './clock.ts'
import { profiles, type Profile, type Slot } from './profile.ts'
import { stageDefaults } from './stage-defaults.ts'
import type { Plan, Stage, WorkloadPlace } from './stage.ts'

export function planStages(pipeline: LoadedPipeline, workload: WorkloadPlace): Outcome<Plan> {
  const profile = profiles[pipeline.spec.profile]
  const slots = profile.slots.filter(({ stage }) => stage !== 'report' || pipeline.spec.report)
  const stages = slots.map((slot, index) => stageOf(slot, index, { pipeline, profile, release: workload.release }))
  const diagnostics: readonly Diagnostic[] = [
    ...checkProfile(profile, pipeline),
    ...checkStages(stages, pipeline, workload),
  ]
  const phase = profile.config === 'hook' ? 'PreSync' : 'Sync'
  const waves = stages.filter((stage) => stage.phase === phase).map(({ wave }) => wave - 1)
  const configWave = Math.min(profile.configWave, ...waves)
  const plan = { profile, stages, skipped: [], configWave, digestWave: digestWave(profile, stages) }
  return { value: hasErrors(diagnostics) ? undefined : plan, diagnostics }
}

/** Behind the last tracked Job, it is the wave for which Argo CD waits until the Job has succeeded. */
function digestWave({ jobs, workloadWave }: Profile, stages: readonly Stage[]): number | undefined {
  if (workloadWave === undefined || jobs === 'hook') return workloadWave
  return Math.max(workloadWave, ...stages.map(({ wave }) => wave)) + 1
}

interface Of {
  readonly pipeline: LoadedPipeline
  readonly profile: Profile
  readonly release: string
}

function stageOf(slot: Slot, index: number, { pipeline, profile, release }: Of): Stage {
  const { spec } = pipeline
  const { stage: name, side } = slot
  const { key, minutes, graceSeconds, does, ...standard } = stageDefaults[name]
  const own = key === 'report' ? {} : spec[key]
  const attemptSeconds = Math.ceil((own.deadline ?? minutes * 60_000) / 1000)
  const backoffLimit =
    own.backoffLimit ?? (name === 'migrate' ? tools[toolOf(spec)].backoffLimit : standard.backoffLimit)
  return {
    name,
    side,
    // The name carries the order, because a list in the UI is sorted by it.
    job: `${pipeline.name}-${side === 'on-failure' ? '' : `${index + 1}-`}${name}`,
    phase: own.hook ?? slot.phase,
    wave: own.wave ?? slot.wave,
    attemptSeconds,
    jobSeconds: jobSeconds(attemptSeconds, graceSeconds, backoffLimit),
    graceSeconds,
    backoffLimit,
    pod: mergePods(spec.pod ?? {}, own.pod ?? {}),
    does: does(pipeline, release, profile),
    source: pipeline.locate([key]),
  }
}

/** A stage's maps add to the pipeline's; its lists and values replace them. */
function mergePods(common: Pod, own: Pod): Pod {
  const maps = {
    ...(common.annotations || own.annotations ? { annotations: { ...common.annotations, ...own.annotations } } : {}),
    ...(common.env || own.env ? { env: { ...common.env, ...own.env } } : {}),
    ...(common.nodeSelector || own.nodeSelector
      ? { nodeSelector: { ...common.nodeSelector, ...own.nodeSelector } }
      : {}),
  }
  return { ...common, ...own, ...maps }
}
