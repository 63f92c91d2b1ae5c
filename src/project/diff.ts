import { hasErrors, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { findPipelines } from '../pipeline/load.ts'
import type { Renderer } from '../render/index.ts'
import { counted } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import type { Parser } from '../sql/index.ts'
import { anyRunner } from './any-runner.ts'
import { compileAll, type Compiled } from './compile/compile-all.ts'
import type { Shipped } from './compile/shipped.ts'
import { judgedChanges, type ChangedPipeline } from './diff/change.ts'
import { comparePipelines } from './diff/compare.ts'
import { sentence } from './diff/sentence.ts'
import { sqlFacts, type SqlFacts } from './diff/sql-facts.ts'
import { lintAll } from './lint/lint-all.ts'
import { lintUnits } from './lint/lint-units.ts'
import { noRenderer } from './no-renderer.ts'
import { wavesFolder } from './places.ts'

export type { ChangedPipeline, JudgedMigration } from './diff/change.ts'
export type { Change } from './diff/changed-paths.ts'
export type { ObjectChange } from './diff/compare.ts'
export { revertLine } from './diff/revert.ts'

/** What a tree is compared with. */
export interface Base {
  /** What the user calls it, e.g. `origin/main`. */
  readonly name: string
  readonly tree: Tree
}

export interface DiffRequest {
  readonly base: Base
  /** The files that the user changed since the base, by path. */
  readonly changed: readonly string[]
  /** Called when there is SQL to judge. */
  readonly parser: () => Promise<Parser>
  readonly renderer?: Renderer
  readonly shipped?: Shipped | undefined
}

export type DiffAnswer =
  | {
      readonly kind: 'compared'
      /** What a reviewer should know if this is the only line that they read. */
      readonly sentence: string
      /** What could not be compared, each as a sentence. */
      readonly gaps: readonly string[]
      /** Only pipelines of which anything differs. */
      readonly pipelines: readonly ChangedPipeline[]
    }
  /** The tree itself does not compile. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly specs: number }

/** What a tree changes in each pipeline, compared with its base. */
export async function diff(tree: Tree, request: DiffRequest): Promise<DiffAnswer> {
  const { base, changed, renderer = noRenderer, shipped } = request
  const after = compileAll(tree, wavesFolder, { shipped, renderer, runner: anyRunner })
  if (hasErrors(after.diagnostics)) return { kind: 'refused', diagnostics: after.diagnostics, specs: after.specs }
  const before = compiledBase(base.tree, renderer)
  const sql = await factsIn(tree, request)
  const pipelines = judgedChanges(comparePipelines(before.pipelines, after.pipelines), { changed, sql })
  return { kind: 'compared', sentence: sentence(pipelines), gaps: gapsOf(before, base), pipelines }
}

/** A base without any pipeline is a base of which all are new. */
function compiledBase(tree: Tree, renderer: Renderer): Compiled {
  if (findPipelines(tree, wavesFolder).value === undefined)
    return {
      pipelines: [],
      files: [],
      runner: undefined,
      locks: [],
      diagnostics: [],
      specs: 0,
      others: { specs: [], withErrors: [] },
    }
  return compileAll(tree, wavesFolder, { renderer, runner: anyRunner })
}

/** What each file of SQL does to a database that serves: one that has every file of the base. */
async function factsIn(tree: Tree, { base, parser }: DiffRequest): Promise<ReadonlyMap<string, SqlFacts>> {
  const { units } = lintUnits(tree, [wavesFolder], { shipped: undefined, server: undefined })
  if (units.every(({ files }) => files.length === 0)) return new Map()
  const judged = units.map((unit) => {
    const known = unit.files.map(({ path }) => path).filter((path) => base.tree.read(path).ok)
    return { ...unit, released: new Set(known) }
  })
  return sqlFacts(lintAll(await parser(), judged, 'all'))
}

function gapsOf({ diagnostics }: Compiled, { name }: Base): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return errors === 0
    ? []
    : [`${name} itself does not compile (${counted(errors, 'error')}): what it had there counts as new`]
}
