/**
 * Spec → stages. A stage's place is (phase, wave); the defaults are the four PreSync Jobs on waves -1 to 2, verify
 * after the sync and report when it failed. Each may be moved, as long as the order still holds.
 */
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../spec/pipeline.ts'
import type { Pod } from '../spec/stages.ts'
import { tools } from '../tools/index.ts'
import { toolOf } from './tool-of.ts'
import { checkStages } from './check.ts'
import { jobSeconds } from './clock.ts'
import type { Phase, Plan, Stage, StageName, WorkloadPlace } from './stage.ts'

interface Defaults {
  readonly key: 'preflight' | 'migrate' | 'deploy' | 'smokeTest' | 'verify' | 'report'
  readonly suffix: string
  readonly phase: Phase
  readonly wave: number
  readonly minutes: number
  readonly backoffLimit: number
  readonly graceSeconds: number
  readonly does: (pipeline: LoadedPipeline, release: string) => string
}

const defaults: Readonly<Record<StageName, Defaults>> = {
  preflight: {
    key: 'preflight',
    suffix: '1-preflight',
    phase: 'PreSync',
    wave: -1,
    minutes: 5,
    backoffLimit: 2,
    graceSeconds: 30,
    does: ({ name }) =>
      `Checks that the database of ${name} is reachable, the right one and fit to be migrated, and which live checks pass before.`,
  },
  migrate: {
    key: 'migrate',
    suffix: '2-migrate',
    phase: 'PreSync',
    wave: 0,
    minutes: 15,
    backoffLimit: 0,
    graceSeconds: 30,
    does: ({ spec, name }, release) =>
      spec.migrations.command === undefined
        ? `Applies the pending migrations of ${name} ${release} with ${spec.migrations.tool === 'sql' ? 'wavec' : spec.migrations.tool}, each at most once, and checks what they left.`
        : `Runs ${spec.migrations.command.command.join(' ')} of ${name} ${release} as the migrator, and checks what it left.`,
  },
  deploy: {
    key: 'deploy',
    suffix: '3-deploy',
    phase: 'PreSync',
    wave: 1,
    minutes: 10,
    backoffLimit: 1,
    graceSeconds: 20,
    does: ({ name }, release) =>
      `Boots one candidate of ${name} ${release} on the migrated schema and requires it to stay ready; Argo CD deploys only after this.`,
  },
  'smoke-test': {
    key: 'smokeTest',
    suffix: '4-smoke-test',
    phase: 'PreSync',
    wave: 2,
    minutes: 5,
    backoffLimit: 1,
    graceSeconds: 20,
    does: ({ name }, release) =>
      `Runs the smoke checks on a candidate of ${name} ${release}, and on the version still serving, which must pass what it passed before.`,
  },
  verify: {
    key: 'verify',
    suffix: '5-verify',
    phase: 'PostSync',
    wave: 0,
    minutes: 10,
    backoffLimit: 1,
    graceSeconds: 30,
    does: ({ name }, release) =>
      `Runs the smoke checks on the real Service of ${name} ${release} and closes the ledger entry.`,
  },
  report: {
    key: 'report',
    suffix: 'report',
    phase: 'SyncFail',
    wave: 0,
    minutes: 5,
    backoffLimit: 1,
    graceSeconds: 30,
    does: ({ name }) => `Writes which stage of ${name} failed, why, and what to do next.`,
  },
}

export function planStages(pipeline: LoadedPipeline, workload: WorkloadPlace): Outcome<Plan> {
  const names = Object.keys(defaults).filter((name): name is StageName => name !== 'report' || pipeline.spec.report)
  const stages = names.map((name) => stageOf(name, pipeline, workload.release))
  const preSync = stages.filter(({ phase }) => phase === 'PreSync').map(({ wave }) => wave)
  const diagnostics: readonly Diagnostic[] = checkStages(stages, pipeline, workload)
  const plan = { stages, configWave: Math.min(-2, ...preSync.map((wave) => wave - 1)) }
  return { value: hasErrors(diagnostics) ? undefined : plan, diagnostics }
}

function stageOf(name: StageName, pipeline: LoadedPipeline, release: string): Stage {
  const { spec } = pipeline
  const { key, suffix, phase, wave, minutes, graceSeconds, does, ...standard } = defaults[name]
  const own = key === 'report' ? {} : spec[key]
  const attemptSeconds = Math.ceil((own.deadline ?? minutes * 60_000) / 1000)
  const backoffLimit =
    own.backoffLimit ?? (name === 'migrate' ? tools[toolOf(spec)].backoffLimit : standard.backoffLimit)
  return {
    name,
    job: `${pipeline.name}-${suffix}`,
    phase: own.hook ?? phase,
    wave: own.wave ?? wave,
    attemptSeconds,
    jobSeconds: jobSeconds(attemptSeconds, graceSeconds, backoffLimit),
    graceSeconds,
    backoffLimit,
    pod: mergePods(spec.pod ?? {}, own.pod ?? {}),
    does: does(pipeline, release),
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
