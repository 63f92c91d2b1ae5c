import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Reversals } from '../migrations/order.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import { version } from '../protocol/version.ts'
import type { OwedImage, OwedSecret } from '../emit/index.ts'
import { imagesOf, owedBy } from './compile/owed.ts'
import type { Renderer } from '../render/index.ts'
import type { Tree } from '../source/tree.ts'
import { compileAll, type Compiled } from './compile/compile-all.ts'
import type { LockFile } from './compile/locks.ts'
import type { Shipped } from './compile/shipped.ts'
import { noRenderer } from './no-renderer.ts'
import { applyOutput, isCurrent } from './output/apply-output.ts'
import { conflictsOf, interruptionOf } from './output/drift.ts'
import type { OutputFolder } from './output/output-folder.ts'
import { planOutput, type OutputPlan } from './output/plan-output.ts'
import { narrowedTo, readState, type State } from './output/state.ts'
import { changedLocks, writeLocks } from './output/write-locks.ts'
import { wavesFolder } from './places.ts'

export type { LockFile } from './compile/locks.ts'
export type { Shipped } from './compile/shipped.ts'
export type { OutputFolder } from './output/output-folder.ts'
export type { OutputPlan } from './output/plan-output.ts'
export { refused } from './output/refused.ts'

export interface CompileRequest {
  /** For kustomizations and charts; without it, a workload that has to be rendered is a finding. */
  readonly renderer?: Renderer
  /** The program of the Jobs; without it, a pipeline without `runner.image` is a finding. */
  readonly runner?: RunnerProgram
  /** What has shipped; without it, the lock files of the tree say. */
  readonly shipped?: Shipped | undefined
  /** How migrations are taken back, for their index; without it, the index does not say. */
  readonly reversals?: Reversals | undefined
  /** The specs to compile; without it, all of them. What other pipelines have in `manifests/` stays as it is. */
  readonly only?: ReadonlySet<string> | undefined
}

/** What is to be written so that `manifests/` and the lock files are what the specs say. */
export interface Output extends OutputPlan {
  /** The lock files that change. */
  readonly locked: readonly LockFile[]
  readonly change: 'none' | 'some'
  readonly state: State
}

export interface CompileAnswer extends Compiled {
  /** `none`: there is no spec, and nothing that an earlier compile wrote. */
  readonly content: 'some' | 'none'
  /** Secrets that the user has to create in the cluster. */
  readonly owed: readonly OwedSecret[]
  /** Images that the nodes of the cluster must be able to pull. */
  readonly images: readonly OwedImage[]
  /** Undefined where errors, or files that are not wavec's, prevent writing. */
  readonly output: Output | undefined
}

/** Every pipeline in `waves/`, and what its manifests change in the tree. Throws a `Failure` if that can't be read. */
export function compile(tree: Tree, request: CompileRequest = {}): CompileAnswer {
  const { renderer = noRenderer, runner, shipped, reversals, only } = request
  const result = compileAll(tree, wavesFolder, { shipped, renderer, runner, reversals, only })
  const compiled = { ...result, owed: owedBy(result.pipelines), images: imagesOf(result.pipelines) }
  if (hasErrors(compiled.diagnostics)) return { ...compiled, content: 'some', output: undefined }
  const state = readState(tree)
  const content = compiled.specs + state.sums.size === 0 ? 'none' : 'some'
  const plan = planOf(compiled, state, { tree, only })
  if (plan.conflicts.length > 0) {
    const found = [...compiled.diagnostics, ...conflictsOf(plan), ...interruptionOf(state, 'open')]
    return { ...compiled, content, diagnostics: sortDiagnostics(found), output: undefined }
  }
  const locked = changedLocks(compiled.locks, tree)
  const change = isCurrent(plan, state) && locked.length === 0 ? 'none' : 'some'
  return { ...compiled, content, output: { ...plan, locked, change, state } }
}

/** Where only some were compiled, what the others have in `manifests/` is neither judged nor changed. */
function planOf(
  { files, runner, pipelines }: Compiled,
  state: State,
  { tree, only }: { readonly tree: Tree; readonly only: CompileRequest['only'] },
): OutputPlan {
  const read = (path: string): ReturnType<Tree['read']> => tree.read(path)
  if (only === undefined) return planOutput({ files, version, runner }, state, read)
  const names = new Set(pipelines.map(({ name }) => name))
  const written = new Set(files.map(({ path }) => path))
  const isOwn = (path: string): boolean => written.has(path) || names.has(path.split('/')[1] ?? '')
  const own = narrowedTo([...state.sums.keys()].filter(isOwn), state)
  const others = new Map([...state.sums].filter(([path]) => !isOwn(path)))
  return planOutput({ files, version, runner, others }, own, read)
}

/** Carries the output out, so that a process that is killed on the way loses nothing; returns notes about it. */
export function writeOutput(output: Output, folder: OutputFolder): readonly Diagnostic[] {
  applyOutput(output, output.state, version, folder)
  writeLocks(output.locked, folder)
  return interruptionOf(output.state, 'finished')
}
