import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../../emit/index.ts'
import { objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { simulate, manualSync, outcomeOf, liveKey } from '../../simulate/index.ts'
import type { Trace, TraceTask } from '../../timeline/trace.ts'
import { provingStages, stageFacts } from '../../stages/facts.ts'
import type { EmittedManifests } from './load-emitted.ts'
import { inManifests } from '../places.ts'
import { wavec } from '../usage.ts'

/**
 * What Argo CD would do with a pipeline that was compiled: a sync in which everything succeeds must succeed, and a stage
 * before the workload that fails must hold the workload back.
 */
export function simulatedFindings(
  pipeline: EmittedPipeline,
  loaded: readonly EmittedManifests[],
): readonly Diagnostic[] {
  const targets = manifestsOf(pipeline, loaded)
  const play = playerOf(pipeline, targets)
  const plain = play(undefined)
  if (plain.verdict.outcome !== 'succeeded') return [doesNotSucceed(pipeline, plain)]
  const releases = releasesOf(pipeline, targets)
  const leaks = stagesBefore(plain, targets).flatMap((job) => leakOf(job, play(job), releases))
  return leaks.length === 0 ? [] : [notHeldBack(pipeline, leaks)]
}

/** A stage that fails in vain, and what is applied all the same. */
interface Leak {
  readonly job: string
  readonly early: readonly TraceTask[]
}

function leakOf({ metadata }: Manifest, { tasks, passes }: Trace, releases: ReadonlySet<string>): readonly Leak[] {
  const last = passes.at(-1)?.states ?? {}
  const early = tasks.filter(
    ({ id, kind, name, role }) => role === 'resource' && releases.has(`${kind}/${name}`) && last[id] !== 'pending',
  )
  return early.length === 0 ? [] : [{ job: metadata.name, early }]
}

type Player = (failing: Manifest | undefined) => Trace

function playerOf({ name, namespace }: EmittedPipeline, targets: readonly Manifest[]): Player {
  const operation = { ...manualSync, namespace }
  return (failing) => {
    const outcomes =
      failing === undefined ? [] : [outcomeOf({ kind: 'fail' }, liveKey(failing, namespace), failing, undefined)]
    return simulate({ title: name, targets, live: [], operation, outcomes })
  }
}

/** What the Application syncs: itself it lies elsewhere. */
function manifestsOf({ folder }: EmittedPipeline, loaded: readonly EmittedManifests[]): readonly Manifest[] {
  return loaded
    .filter(({ file }) => file.startsWith(`${inManifests(folder)}/`))
    .flatMap(({ documents }) => documents.map(({ manifest }) => manifest))
}

/** Kinds that keep pods running. */
const workloads: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'Rollout', 'StatefulSet'])

/** `Kind/name` of what runs the release. A database of the same Application, say, has to come before its migration. */
function releasesOf({ image }: EmittedPipeline, targets: readonly Manifest[]): ReadonlySet<string> {
  const running = targets.filter((manifest) => {
    const pod = objectAt(manifest, 'spec', 'template', 'spec')
    return workloads.has(manifest.kind) && objectsAt(pod, 'containers').some((each) => textAt(each, 'image') === image)
  })
  return new Set(running.map(({ kind, metadata }) => `${kind}/${metadata.name}`))
}

/** The Jobs of wavec that are there to hold the workload back: those that end before its first object is applied. */
function stagesBefore({ tasks }: Trace, targets: readonly Manifest[]): readonly Manifest[] {
  const stages: ReadonlySet<string> = new Set(
    provingStages.filter((name) => stageFacts[name].places.presync.side === 'before'),
  )
  return targets.filter((manifest) => {
    const { kind, metadata } = manifest
    const stage = kind === 'Job' ? textAt(metadata, 'labels', 'wavec.dev/stage') : undefined
    const task = tasks.find((each) => each.kind === 'Job' && each.name === metadata.name)
    if (stage === undefined || task === undefined || !stages.has(stage)) return false
    // After the sync, or after the workload by design, it judges what is there already.
    return stage !== 'smoke-test' || task.phase === 'PreSync'
  })
}

function doesNotSucceed({ file, environment, folder }: EmittedPipeline, { verdict }: Trace): Diagnostic {
  return diagnostic('sync/does-not-succeed', {
    message: `in ${environment}, ${verdict.message}`,
    why: 'simulated as Argo CD would sync it, with nothing live yet and every Job succeeding',
    help: `${wavec} compile && ${wavec} simulate ${inManifests(folder)}`,
    span: { file, start: 0, end: 0 },
  })
}

function notHeldBack({ file, environment }: EmittedPipeline, leaks: readonly Leak[]): Diagnostic {
  const early = new Map(leaks.flatMap((leak) => leak.early).map((task) => [task.id, task]))
  const names = [...early.values()]
    .map(({ kind, name, phase, wave }) => `${kind}/${name} (${phase} ${wave})`)
    .join(', ')
  return diagnostic('sync/not-held-back', {
    message: `in ${environment}, ${names} is applied although ${leaks.map(({ job }) => job).join(' or ')} fails`,
    why: 'simulated as Argo CD would sync it: the new version would run on a schema that was not migrated',
    help: 'give it a wave after migrate, or leave its phase and wave out',
    span: { file, start: 0, end: 0 },
  })
}
