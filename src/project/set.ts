import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { loadPipeline } from '../pipeline/load.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import type { Renderer } from '../render/index.ts'
import type { Tree } from '../source/tree.ts'
import { anyRunner } from './any-runner.ts'
import { compileAll } from './compile/compile-all.ts'
import { editedTexts } from './edited-texts.ts'
import { noRenderer } from './no-renderer.ts'
import { overlay } from './overlay.ts'
import { wavesFolder } from './places.ts'
import type { SetAnswer } from './set/answer.ts'
import { releaseEdits, type Bump } from './set/release-edits.ts'
import { specNamed, type Named } from './spec-named.ts'
import { textsOf } from './texts.ts'
import { misused, suggestion, wavec } from './usage.ts'

export type { SetAnswer } from './set/answer.ts'
export { withdraw } from './set/withdraw.ts'

export interface SetRequest extends Named, Bump {
  /** Only this one; all of the spec's unless given. */
  readonly environment?: string | undefined
  readonly renderer?: Renderer
}

/**
 * Bumps the release of a pipeline: spec, workload image and migration image together, or nothing at all. Throws a
 * `Failure` for a pipeline or environment that does not exist, and for what the user has to name, e.g. a new digest.
 */
export function set(tree: Tree, request: SetRequest): SetAnswer {
  const { release, renderer = noRenderer } = request
  const file = specNamed(tree, request, 'set')
  const loaded = loadPipeline(tree, file)
  if (loaded.value === undefined) return refused(tree, loaded.diagnostics)
  const pipelines = chosen(loaded.value, request)
  const others = loaded.value.filter((pipeline) => !pipelines.includes(pipeline))
  const { edits, changes, diagnostics, missing } = releaseEdits(tree, { pipelines, others }, request, renderer)
  if (hasErrors(diagnostics)) return refused(tree, diagnostics)
  const [lack] = missing
  if (lack !== undefined) throw misused(`set: ${lack.message}`, lack.next)
  if (edits.length === 0) return { kind: 'current' }
  const texts = editedTexts(tree, edits)
  const edited = overlay(tree, texts)
  const compiled = compileAll(edited, wavesFolder, { renderer, runner: anyRunner })
  if (hasErrors(compiled.diagnostics)) return refused(edited, compiled.diagnostics)
  const [late] = compiled.pipelines.filter((each) => isChosen(each, pipelines) && each.release !== release)
  if (late !== undefined)
    throw misused(
      `set: ${late.name} in ${late.environment} would still be at ${late.release}: its image or release is written in a way that set can't edit`,
      `$EDITOR ${file}`,
    )
  return { kind: 'edited', texts, changes }
}

function isChosen(
  { name, environment }: Pick<LoadedPipeline, 'name' | 'environment'>,
  pipelines: readonly LoadedPipeline[],
): boolean {
  return pipelines.some((pipeline) => pipeline.name === name && pipeline.environment === environment)
}

function chosen(
  pipelines: readonly LoadedPipeline[],
  { environment, pipeline: typed }: SetRequest,
): readonly LoadedPipeline[] {
  if (environment === undefined) return pipelines
  const found = pipelines.filter((pipeline) => pipeline.environment === environment)
  if (found.length > 0) return found
  const names = pipelines.map((pipeline) => pipeline.environment)
  throw misused(
    `set: ${typed} has no environment "${environment}"${suggestion(environment, names)}`,
    `${wavec} set --help`,
  )
}

function refused(tree: Tree, diagnostics: readonly Diagnostic[]): SetAnswer {
  return { kind: 'refused', diagnostics: sortDiagnostics(diagnostics), textOf: textsOf(tree) }
}
