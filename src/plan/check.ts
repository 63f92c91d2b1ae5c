import { comparePlaces, type SyncPlace } from '../argocd/phases.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { databaseKeys } from '../pipeline/database-keys.ts'
import { provingStages, stageFacts } from '../stages/facts.ts'
import type { PlannedJob, Stage, WorkloadPlace } from './stage.ts'
import { profiles } from './profile.ts'

/** What can't work: an order that can't hold, clocks that cut statements short, retries of what must not rerun. */
export function checkStages(
  stages: readonly Stage[],
  pipeline: LoadedPipeline,
  workload: WorkloadPlace,
): readonly Diagnostic[] {
  return [
    ...checkOrder(stages, pipeline, workload),
    ...checkConnection(pipeline),
    ...stages.flatMap((stage) => [...checkName(stage, pipeline), ...checkClock(stage, pipeline)]),
  ]
}

function checkConnection({ spec, tool, locate }: LoadedPipeline): Diagnostic[] {
  const { url } = databaseKeys(spec.database)
  const { host, database } = spec.database
  const misread = tool.misreads({ host, database })
  if (misread !== undefined) {
    const message = `${tool.id} can't use this connection`
    const help = 'name a host in DNS, and a database without % + ? and /'
    return [diagnostic('stage/needs-parts', { message, why: misread, help, span: locate(['database'], 'key') })]
  }
  if (tool.needsParts === undefined || url === undefined) return []
  return [
    diagnostic('stage/needs-parts', {
      message: `${tool.id} can't take the connection as the URL in key ${url}`,
      why: tool.needsParts,
      help: 'keep host, port, database, user and password under keys of their own',
      span: locate(['database', 'secret']),
    }),
  ]
}

interface Place extends SyncPlace {
  readonly title: string
}

function checkOrder(stages: readonly Stage[], pipeline: LoadedPipeline, workload: WorkloadPlace): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const [before, after] = [
    stages.filter(({ side }) => side === 'before'),
    stages.filter(({ side }) => side === 'after'),
  ]
  const places: Place[] = [...before.map(placeOf), { ...workload, title: 'the workload' }, ...after.map(placeOf)]
  for (const [index, place] of places.entries()) {
    const previous = places[index - 1]
    if (previous === undefined || comparePlaces(previous, place) < 0) continue
    diagnostics.push(
      diagnostic('stage/order', {
        message: `${place.title} (${place.phase} ${place.wave}) would not come after ${previous.title} (${previous.phase} ${previous.wave})`,
        why: 'Argo CD sorts by phase, then wave; Jobs that share both run side by side',
        help: `keep ${places.map(({ title }) => (title === 'the workload' ? 'workload' : title)).join(' < ')}`,
        span: movedSpan([previous.title, place.title], pipeline),
      }),
    )
  }
  return diagnostics
}

function placeOf({ name, phase, wave }: Stage): Place {
  return { title: name, phase, wave }
}

/** The key that moved one of the two; without one, it is the workload's place that is impossible. */
function movedSpan(titles: readonly string[], { spec, locate }: LoadedPipeline): Diagnostic['span'] {
  for (const name of provingStages) {
    if (!titles.includes(name)) continue
    const { key } = stageFacts[name]
    for (const field of ['hook', 'wave'] as const) if (spec[key][field] !== undefined) return locate([key, field])
  }
  return locate(['workload'])
}

export function checkName({ job }: PlannedJob, { nameSpan, name, spec }: LoadedPipeline): Diagnostic[] {
  const hash = profiles[spec.profile].jobs === 'tracked' ? '-00000000'.length : 0
  const excess = job.length + hash - 63
  if (excess <= 0) return []
  return [
    diagnostic('stage/name-too-long', {
      message: `${job}${hash === 0 ? '' : ' and its hash'} has ${job.length + hash} characters, a Job's name at most 63`,
      why: 'the Job controller puts the name into a label of its pods',
      help: `shorten metadata.name by ${excess}, to at most ${name.length - excess} characters`,
      span: nameSpan,
    }),
  ]
}

function checkClock(stage: Stage, pipeline: LoadedPipeline): Diagnostic[] {
  const { spec, tool, locate } = pipeline
  if (stage.name !== 'migrate') return []
  const diagnostics: Diagnostic[] = []
  const budget = Math.ceil((spec.database.statementTimeout + spec.database.lockTimeout) / 1000) + 60
  if (stage.attemptSeconds < budget) {
    diagnostics.push(
      diagnostic('stage/deadline-too-short', {
        message: `an attempt gets ${stage.attemptSeconds} s, but one statement may take ${budget} s`,
        why: 'statementTimeout + lockTimeout + a minute to start: the pod would be killed inside a statement that is allowed to run',
        help: `set migrate.deadline to ${budget}s or more, or lower database.statementTimeout`,
        span: locate(['migrate', 'deadline']),
      }),
    )
  }
  const { most } = tool.backoffLimit
  if (stage.backoffLimit > most) {
    diagnostics.push(
      diagnostic('stage/not-rerunnable', {
        message: `backoffLimit ${stage.backoffLimit} would rerun ${tool.id} by itself; at most ${most}`,
        why: 'a run that was killed may have left half of its work, and only a person can decide whether to repeat it',
        help: `leave backoffLimit out, or set it to ${most}`,
        span: locate(['migrate', 'backoffLimit']),
      }),
    )
  }
  return diagnostics
}
