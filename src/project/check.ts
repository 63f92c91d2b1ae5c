import { append } from '../diagnostic/long-lists.ts'
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../emit/index.ts'
import { withoutTwins } from '../migrations/refusal.ts'
import type { Reversals } from '../migrations/order.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import { version } from '../protocol/version.ts'
import type { Renderer } from '../render/index.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import type { Parser } from '../sql/index.ts'
import { emittedAudit } from './check/audit-emitted.ts'
import { loadEmitted } from './check/load-emitted.ts'
import { simulatedFindings } from './check/simulate-emitted.ts'
import { compileAll } from './compile/compile-all.ts'
import type { Shipped } from './compile/shipped.ts'
import { lintAll } from './lint/lint-all.ts'
import { lintUnits } from './lint/lint-units.ts'
import { noRenderer } from './no-renderer.ts'
import { driftOf, interruptionOf, listDriftOf, lockDriftOf } from './output/drift.ts'
import { planOutput } from './output/plan-output.ts'
import { narrowedTo, readState } from './output/state.ts'
import { changedLocks } from './output/write-locks.ts'
import { wavesFolder } from './places.ts'
import { textsOf } from './texts.ts'

export { fixAll } from './check/fix-all.ts'

export interface CheckRequest {
  /** Called when there is SQL to judge; loading PostgreSQL's grammar takes longer than the rest. */
  readonly parser: () => Promise<Parser>
  /** For kustomizations and charts; without it, a workload that has to be rendered is a finding. */
  readonly renderer?: Renderer
  /** The program of the Jobs; without it, a pipeline without `runner.image` is a finding. */
  readonly runner?: RunnerProgram
  /** What has shipped; without it, the lock files of the tree say. */
  readonly shipped?: Shipped | undefined
  /** As of a compile. */
  readonly reversals?: Reversals | undefined
}

export interface CheckAnswer {
  /** Everything that was found: in specs, manifests, SQL, and where `manifests/` differs. */
  readonly diagnostics: readonly Diagnostic[]
  /** `findings` has errors of its own; `differs` has none but manifests that are not what the specs compile to. */
  readonly verdict: 'clean' | 'findings' | 'differs'
  /** Whether an error of a spec has one correct fix. */
  readonly fixable: 'some' | 'none'
  readonly specs: number
  /** `none`: there is no spec, and nothing that an earlier compile wrote. */
  readonly content: 'some' | 'none'
  /** Statements of the SQL that has not shipped; undefined where there is no SQL. */
  readonly statements: { readonly analysed: number; readonly notAnalysed: number } | undefined
  /** The texts that the places count in. */
  readonly textOf: Report['textOf']
}

/** Compiles in memory, then audits, simulates and lints what came of it, and compares it with `manifests/`. */
export async function check(
  tree: Tree,
  { parser, renderer = noRenderer, runner, shipped, reversals }: CheckRequest,
): Promise<CheckAnswer> {
  const audited = emittedAudit()
  const inspect = (pipeline: EmittedPipeline): readonly Diagnostic[] => {
    const loaded = loadEmitted(pipeline)
    return [...pipeline.advice, ...audited.inspect(loaded), ...simulatedFindings(pipeline, loaded)]
  }
  const { found, drift, specs, content } = compared(tree, { shipped, renderer, runner, inspect, reversals })
  const sql = await pendingSql(tree, { parser, shipped })
  const findings = [...found, ...withoutTwins(sql.diagnostics, found)]
  const onDisk = textsOf(tree)
  return {
    diagnostics: sortDiagnostics([...findings, ...drift]),
    verdict: hasErrors(findings) ? 'findings' : hasErrors(drift) ? 'differs' : 'clean',
    fixable: found.some(({ severity, fix }) => severity === 'error' && fix !== undefined) ? 'some' : 'none',
    specs,
    content,
    statements: sql.statements,
    // The compiled text first: an audit's place counts in it.
    textOf: (file) => audited.textOf(file) ?? onDisk(file),
  }
}

interface Compared {
  readonly found: readonly Diagnostic[]
  readonly drift: readonly Diagnostic[]
  readonly specs: number
  readonly content: CheckAnswer['content']
}

/** With errors, only what could be compiled is compared: the rest would look as if it were left over. */
function compared(tree: Tree, asked: Parameters<typeof compileAll>[2]): Compared {
  const { files, runner, locks, diagnostics, specs } = compileAll(tree, wavesFolder, asked)
  const present = readState(tree)
  const paths = files.map(({ path }) => path)
  const scope = hasErrors(diagnostics) ? 'part' : 'whole'
  const state = scope === 'whole' ? present : narrowedTo(paths, present)
  const plan = planOutput({ files, version, runner }, state, (path) => tree.read(path))
  const drift = driftOf(plan, tree)
  if (scope === 'whole' && drift.length === 0) append(drift, listDriftOf(plan, state, tree))
  if (scope === 'whole') append(drift, lockDriftOf(changedLocks(locks, tree), tree))
  const isEmpty = specs + present.sums.size === 0 && scope === 'whole'
  return {
    found: diagnostics,
    drift: [...drift, ...interruptionOf(state, 'open')],
    specs,
    content: isEmpty ? 'none' : 'some',
  }
}

type PendingSql = Pick<CheckAnswer, 'diagnostics' | 'statements'>

/** The SQL that has not shipped. Its notes are left to `wavec lint --notes`: they ask for no action. */
async function pendingSql(
  tree: Tree,
  { parser, shipped }: Pick<CheckRequest, 'parser' | 'shipped'>,
): Promise<PendingSql> {
  const { units } = lintUnits(tree, [wavesFolder], { shipped, server: undefined })
  if (units.every(({ files }) => files.length === 0)) return { diagnostics: [], statements: undefined }
  const { diagnostics, analysed, notAnalysed } = lintAll(await parser(), units, 'pending')
  return {
    diagnostics: diagnostics.filter(({ severity }) => severity !== 'note'),
    statements: { analysed, notAnalysed },
  }
}
