/**
 * A loaded pipeline becomes its files: load what it points at, plan the stages, copy what the candidate needs, make the
 * objects, judge them as one Application would sync them, and write them. Any error means no files.
 */
import { append } from '../diagnostic/long-lists.ts'
import { compare, hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { syncPosition } from '../manifest/order.ts'
import { profiles } from '../plan/profile.ts'
import type { WorkloadPlace } from '../plan/stage.ts'
import { unknownReversals, type Reversals } from '../migrations/order.ts'
import { planStages } from '../plan/stages.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import type { Renderer } from '../render/index.ts'
import type { Tree } from '../source/tree.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { checkCommand } from './argocd/command.ts'
import { withGate } from './argocd/gate.ts'
import { copyConfig } from './argocd/copies.ts'
import { checkPorts } from './argocd/ports.ts'
import { travels } from './argocd/program.ts'
import { checkApplication } from './check/application.ts'
import { checkCandidate } from './check/candidate.ts'
import { checkExtraImages } from './check/extra-jobs.ts'
import { checkDocuments } from './check/documents.ts'
import { checkRehearsal } from './check/rehearsal.ts'
import { checkReader } from './check/reader.ts'
import { checkReferences } from './check/order.ts'
import { checkRunner } from './check/runner.ts'
import { checkSecrets } from './check/secrets.ts'
import { checkSelectors } from './check/selectors.ts'
import { checkSizes } from './check/sizes.ts'
import type { EmitContext } from './context.ts'
import type { EmittedPipeline } from './emitted-pipeline.ts'
import { bakedMigrations, dockerfile } from './dockerfile.ts'
import { pipelineObjects, yamlFiles, type EmittedFile } from './files.ts'
import { nameByContent } from './name-by-content.ts'
import { isPlaced, placeDocuments } from './place.ts'
import { loadMigrations } from './migrations.ts'
import { owedImages } from './owed-images.ts'
import { owedSecrets } from './owed.ts'
import { indexReadme, pipelineReadme } from './readme.ts'
import { pipelineTimeline } from './timeline.ts'
import { loadWorkload, type WorkloadInput } from './workload.ts'

export type { EmittedPipeline } from './emitted-pipeline.ts'
export type { EmittedFile } from './files.ts'
export type { OwedImage } from './owed-images.ts'
export type { OwedSecret } from './owed.ts'

/** What a pipeline is made with, beside the repository. */
export interface EmitWith {
  readonly renderer: Renderer
  /** The program of the Jobs. Without it, only a pipeline that names an image with wavec can be emitted. */
  readonly runner: RunnerProgram | undefined
  /** Without them the index of the migrations does not say how they are taken back. */
  readonly reversals?: Reversals | undefined
}

export function emitPipeline(pipeline: LoadedPipeline, tree: Tree, given: EmitWith): Outcome<EmittedPipeline> {
  const { value: context, diagnostics } = loadContext(pipeline, tree, given)
  const found = [...diagnostics]
  if (context === undefined) return { value: undefined, diagnostics: found }
  const { value: copies, diagnostics: copyProblems } = copyConfig(context)
  if (copies === undefined) return { value: undefined, diagnostics: [...found, ...copyProblems] }
  found.push(
    ...copyProblems,
    ...checkDocuments(context),
    ...checkCandidate(context, copies),
    ...checkPorts(context),
    ...checkCommand(context),
    ...checkExtraImages(context),
    ...checkRunner(context),
  )
  append(found, checkSecrets(context, tree), checkSelectors(context))
  const named = context.plan.profile.jobs === 'tracked' ? nameByContent(context, copies) : context
  const objects = pipelineObjects(named, copies)
  const own = objects.files.flatMap((file) => file.manifests)
  append(found, checkSizes(context, own))
  const placed = placeDocuments(withGate(named), own)
  const manifests: readonly Manifest[] = [...own, ...placed.workload.documents.map(({ manifest }) => manifest)]
  append(found, checkRehearsal(named, manifests, tree))
  if (!hasErrors(copyProblems)) append(found, checkReferences(placed, manifests))
  append(found, checkApplication(placed, objects, tree))
  if (hasErrors(found)) return { value: undefined, diagnostics: found }
  return { value: emitted(placed, objects, manifests), diagnostics: found }
}

/** What the spec points at, all problems of it at once. */
function loadContext(
  pipeline: LoadedPipeline,
  tree: Tree,
  { renderer, runner, reversals = unknownReversals }: EmitWith,
): Outcome<EmitContext> {
  const diagnostics: Diagnostic[] = []
  const workload = loadWorkload(pipeline, tree, renderer)
  const migrations = loadMigrations(pipeline, tree, workload.value?.image ?? '', reversals)
  const plan = planStages(pipeline, { ...placeOf(pipeline, workload.value), release: workload.value?.release ?? '' })
  append(diagnostics, workload.diagnostics, migrations.diagnostics, plan.diagnostics)
  if (workload.value === undefined || migrations.value === undefined || plan.value === undefined)
    return { value: undefined, diagnostics }
  const loaded = { plan: plan.value, workload: workload.value, migrations: migrations.value }
  return { value: { pipeline, ...loaded, runner }, diagnostics }
}

/** The place that the workload names itself, or else that of the profile. */
function placeOf({ spec }: LoadedPipeline, workload: WorkloadInput | undefined): Omit<WorkloadPlace, 'release'> {
  const own = workload?.chosen.manifest
  const byDefault = { phase: 'Sync' as const, wave: profiles[spec.profile].workloadWave ?? 0 }
  const position = own !== undefined && isPlaced(own) ? syncPosition(own) : undefined
  return position === undefined ? byDefault : { phase: position.phase, wave: position.wave }
}

function emitted(
  context: EmitContext,
  objects: ReturnType<typeof pipelineObjects>,
  manifests: readonly Manifest[],
): EmittedPipeline {
  const { name, environment, namespace, file } = context.pipeline
  const files = [...yamlFiles(context, objects), ...dockerfile(context), pipelineReadme(context, manifests)]
  return {
    name,
    environment,
    namespace,
    release: context.workload.release,
    image: context.workload.image,
    file,
    sources: sourcesOf(context),
    folder: `${environment}/${name}`,
    files: files.sort((a, b) => compare(a.path, b.path)),
    owed: owedSecrets(context, manifests),
    images: owedImages(context, manifests),
    advice: checkReader(context),
    program: travels(context.pipeline) ? 'travels' : 'in-image',
    baked: bakedMigrations(context),
    stages: pipelineTimeline(context).tasks,
    migrations: {
      files: context.migrations.files,
      naming: context.pipeline.tool.files,
      appliedBy: context.pipeline.tool.runs.in === 'engine' ? 'wavec' : 'tool',
    },
  }
}

function sourcesOf({ pipeline, migrations, workload }: EmitContext): readonly string[] {
  const documents = workload.documents.map(({ file }) => file)
  return [...new Set([pipeline.file, ...migrations.files.map(({ path }) => path), ...documents])].sort(compare)
}

/** What lies over all pipelines. */
export function emitIndex(pipelines: readonly EmittedPipeline[]): readonly EmittedFile[] {
  return pipelines.length === 0 ? [] : [indexReadme(pipelines)]
}
