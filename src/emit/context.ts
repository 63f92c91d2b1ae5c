import type { Plan, Stage } from '../plan/stage.ts'
import type { StageName } from '../stages/facts.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import type { MigrationInput } from './migrations.ts'
import type { WorkloadInput } from './workload.ts'

/** Everything that the objects of one pipeline in one environment are made from. */
export interface EmitContext {
  readonly pipeline: LoadedPipeline
  readonly plan: Plan
  readonly workload: WorkloadInput
  readonly migrations: MigrationInput
  /** Undefined where the caller has none: then nothing can be written that needs it. */
  readonly runner: RunnerProgram | undefined
}

export function stageOf({ plan }: EmitContext, name: StageName): Stage | undefined {
  return plan.stages.find((stage) => stage.name === name)
}
