/**
 * Spec → stages. The profile says which there are and where each stands; a stage may be moved, as long as the order
 * still holds, or left out for a while with a reason.
 */
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { stageFacts, type Killed } from '../stages/facts.ts'
import { checkName, checkStages } from './check.ts'
import { checkProfile } from './check-profile.ts'
import { jobSeconds } from './clock.ts'
import { checkExtraJobs, planExtraJobs } from './extra-jobs.ts'
import { mergePods } from './merge-pods.ts'
import { profiles, type Profile, type Slot } from './profile.ts'
import { checkSkips, skippedStages } from './skip.ts'
import type { Plan, PlannedJob, Stage, WorkloadPlace } from './stage.ts'

export function planStages(pipeline: LoadedPipeline, workload: WorkloadPlace): Outcome<Plan> {
  const profile = profiles[pipeline.spec.profile]
  const slots = profile.slots.filter(({ stage }) => stage !== 'report' || pipeline.spec.report)
  const all = slots.map((slot, index) => stageOf(slot, index, { pipeline, profile, release: workload.release }))
  const skipped = skippedStages(pipeline)
  const stages = all.filter(({ name }) => !skipped.some((skip) => skip.name === name))
  const extra = planExtraJobs(profile, pipeline)
  const diagnostics: readonly Diagnostic[] = [
    ...checkProfile(profile, pipeline),
    ...checkStages(all, pipeline, workload),
    ...checkSkips(profile, pipeline, workload.release),
    ...checkExtraJobs(
      profile,
      pipeline,
      all.map(({ job }) => job),
    ),
    ...extra.flatMap((job) => checkName(job, pipeline)),
  ]
  const jobs: readonly PlannedJob[] = [...stages, ...extra]
  const phase = profile.config === 'hook' ? 'PreSync' : 'Sync'
  const waves = jobs.filter((job) => job.phase === phase).map(({ wave }) => wave - 1)
  const configWave = Math.min(profile.configWave, ...waves)
  const plan = { profile, stages, extra, skipped, configWave, digestWave: digestWave(profile, jobs) }
  return { value: hasErrors(diagnostics) ? undefined : plan, diagnostics }
}

/** After the last tracked Job, it is the wave for which Argo CD waits until the Job has succeeded. */
function digestWave({ jobs, workloadWave }: Profile, planned: readonly PlannedJob[]): number | undefined {
  if (workloadWave === undefined || jobs === 'hook') return workloadWave
  return Math.max(workloadWave, ...planned.map(({ wave }) => wave)) + 1
}

interface Of {
  readonly pipeline: LoadedPipeline
  readonly profile: Profile
  readonly release: string
}

/** A tool that may not be run again by itself is not run again after a kill either. */
function killedRun(killed: Killed | 'of-tool', { backoffLimit }: LoadedPipeline['tool']): Killed {
  if (killed !== 'of-tool') return killed
  return backoffLimit.most > 0 ? 'retried' : 'final'
}

function stageOf(slot: Slot, index: number, { pipeline, profile, release }: Of): Stage {
  const { spec, tool } = pipeline
  const { stage: name, side } = slot
  const { key, minutes, graceSeconds, does, killed, ...standard } = stageFacts[name]
  const own = key === 'report' ? {} : spec[key]
  const attemptSeconds = Math.ceil((own.deadline ?? minutes * 60_000) / 1000)
  const backoffLimit =
    own.backoffLimit ?? (standard.backoffLimit === 'of-tool' ? tool.backoffLimit.standard : standard.backoffLimit)
  return {
    kind: 'stage',
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
    killed: killedRun(killed, tool),
    pod: mergePods(spec.pod ?? {}, own.pod ?? {}),
    does: does({
      name: pipeline.name,
      release,
      candidate: profile.candidate,
      appliedBy: tool.runs.in === 'engine' ? 'wavec' : tool.id,
      command: tool.runs.in === 'workload' ? tool.runs.command(pipeline.toolSettings) : undefined,
    }),
    source: pipeline.locate([key]),
  }
}
