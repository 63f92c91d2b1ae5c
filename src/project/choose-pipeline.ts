import type { Failure } from '../diagnostic/failure.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { emitPipeline, type EmittedPipeline } from '../emit/index.ts'
import { loadManifests } from '../manifest/load.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Reversals } from '../migrations/order.ts'
import { loadPipeline } from '../pipeline/load.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import type { Renderer } from '../render/index.ts'
import { baseName } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'
import { specNamed, type Named } from './spec-named.ts'
import { misused, suggestion, wavec } from './usage.ts'

export interface ChosenPipeline {
  readonly kind: 'chosen'
  readonly pipeline: LoadedPipeline
  readonly release: string
  readonly manifests: readonly Manifest[]
  readonly baked: EmittedPipeline['baked']
  /** The spec's other environments, where none was named. */
  readonly others: readonly string[]
}

export type Choice =
  | ChosenPipeline
  /** It does not compile. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

interface Wanted extends Named {
  readonly environment: string | undefined
  readonly renderer: Renderer
  readonly runner: RunnerProgram
  readonly reversals: Reversals
}

/** The one pipeline in the one environment, compiled in memory: what is rehearsed is what would be written. */
export function choosePipeline(tree: Tree, wanted: Wanted): Choice {
  const { environment: named, renderer, runner, reversals } = wanted
  const loaded = loadPipeline(tree, specNamed(tree, wanted, 'rehearse'))
  if (loaded.value === undefined) return { kind: 'refused', diagnostics: loaded.diagnostics }
  const pipelines = loaded.value
  const [pipeline, ...others] =
    named === undefined ? pipelines : pipelines.filter(({ environment }) => environment === named)
  if (pipeline === undefined) throw noEnvironment(wanted.pipeline, named ?? '', pipelines)
  const emitted = emitPipeline(pipeline, tree, { renderer, runner, reversals })
  if (emitted.value === undefined)
    return { kind: 'refused', diagnostics: [...loaded.diagnostics, ...emitted.diagnostics] }
  const { folder, files, release, baked } = emitted.value
  const yaml = files.filter(
    ({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.yaml') && baseName(path) !== 'kustomization.yaml',
  )
  const manifests = yaml.flatMap(({ path, text }) =>
    loadManifests(path, text).manifests.map(({ manifest }) => manifest),
  )
  return { kind: 'chosen', pipeline, release, manifests, baked, others: others.map(({ environment }) => environment) }
}

function noEnvironment(typed: string, wanted: string, pipelines: readonly LoadedPipeline[]): Failure {
  const names = pipelines.map(({ environment }) => environment)
  const next = `${wavec} rehearse ${shellWord(typed)} --environment ${names[0] ?? 'default'}`
  return misused(`rehearse: ${typed} has no environment "${wanted}"${suggestion(wanted, names)}`, next)
}
