import { comparePlaces } from '../argocd/phases.ts'
import type { Task, Timeline } from '../timeline/timeline.ts'
import { objectsAt, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { syncPosition } from '../manifest/order.ts'
import { plannedJobs } from '../plan/planned-jobs.ts'
import type { ExtraJob, Stage } from '../plan/stage.ts'
import { gateName } from './argocd/gate.ts'
import type { EmitContext } from './context.ts'

/** The pipeline as Argo CD will walk through it, in order. */
export function pipelineTimeline(context: EmitContext): Timeline {
  const { pipeline, plan } = context
  const jobs = plannedJobs(plan).map((job) => ({
    phase: job.phase,
    wave: job.wave,
    name: job.job,
    detail: detailOf(context, job),
  }))
  const tasks = [...configTasks(context), ...jobs, ...skippedTasks(context), ...workloadTasks(context)].sort(
    comparePlaces,
  )
  return { title: `${pipeline.name} ${pipeline.environment}`, tasks }
}

/** What is tracked is a part of the Application and is awaited; config of hooks is not worth a box. */
function configTasks({ plan, pipeline }: EmitContext): Task[] {
  const { profile, configWave, digestWave } = plan
  if (profile.config === 'hook') return []
  const config: Task = { phase: 'Sync', wave: configWave, name: 'config of the Jobs', detail: [] }
  if (profile.jobs === 'hook' || digestWave === undefined) return [config]
  return [config, { phase: 'Sync', wave: digestWave, name: `ConfigMap/${pipeline.name}-wavec`, detail: [] }]
}

/** A stage that is left out keeps its place in the picture. */
function skippedTasks({ plan }: EmitContext): Task[] {
  return plan.skipped.flatMap(({ name, until, reason }) =>
    plan.profile.slots
      .filter(({ stage }) => stage === name)
      .map(({ phase, wave }) => ({ phase, wave, name: `${name}: SKIPPED`, detail: [`until ${until}`, reason] })),
  )
}

function isGated(manifest: Manifest): boolean {
  return objectsAt(manifest, 'spec', 'template', 'spec', 'initContainers').some(
    (container) => textAt(container, 'name') === gateName,
  )
}

/** The workload's objects, those of a wave together. */
function workloadTasks({ workload }: EmitContext): Task[] {
  const waves = new Map<string, { readonly phase: Task['phase']; readonly wave: number; readonly names: string[] }>()
  for (const { manifest } of workload.documents) {
    const position = syncPosition(manifest)
    if (position === undefined) continue
    const { phase, wave } = position
    const key = `${phase} ${wave}`
    const group = waves.get(key) ?? { phase, wave, names: [] as string[] }
    group.names.push(`${manifest.kind}/${manifest.metadata.name}${isGated(manifest) ? ' behind its gate' : ''}`)
    waves.set(key, group)
  }
  return [...waves.values()].map(({ phase, wave, names }) => ({ phase, wave, name: names.join(', '), detail: [] }))
}

function detailOf(context: EmitContext, stage: Stage | ExtraJob): readonly string[] {
  const clock = [`≤${minutes(stage.attemptSeconds)}`, `retries ${stage.backoffLimit}`]
  const what = stage.kind === 'extra' ? stage.image : whatOf(context, stage)
  return what === undefined ? clock : [...clock, what]
}

function whatOf({ pipeline, migrations, workload }: EmitContext, { name }: Stage): string | undefined {
  const { http = [], sql = [] } = pipeline.spec.smokeTest
  const { runs } = pipeline.tool
  switch (name) {
    case 'migrate':
      return filesOf(migrations) ?? (runs.in === 'workload' ? runs.command(pipeline.toolSettings).join(' ') : undefined)
    case 'deploy':
      return `candidate of ${workload.image}`
    case 'smoke-test':
      return [...http.map(({ path }) => `GET ${path}`), ...(sql.length > 0 ? [`${sql.length} SQL`] : [])].join(', ')
    default:
      return undefined
  }
}

/** How many, and the one that is applied last. */
function filesOf({ index }: EmitContext['migrations']): string | undefined {
  const last = (index.findLast(({ version }) => version !== undefined) ?? index.at(-1))?.file
  if (last === undefined) return undefined
  return `${index.length} ${index.length === 1 ? 'file' : 'files'}, ${last} last`
}

/** Whole minutes as `5m`, else seconds as `90s`. */
export function minutes(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
}
