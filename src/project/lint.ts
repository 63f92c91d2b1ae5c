import { sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Renderer } from '../render/index.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import type { Parser, Summary } from '../sql/index.ts'
import type { Shipped } from './compile/shipped.ts'
import { fixedTexts, type FixedTexts } from './edited-texts.ts'
import { lintAll } from './lint/lint-all.ts'
import { lintManifests } from './lint/lint-manifests.ts'
import { lintUnits, type LintUnits } from './lint/lint-units.ts'
import { waysBack, type WaysBack } from './lint/rollback.ts'
import { noRenderer } from './no-renderer.ts'
import { wavesFolder } from './places.ts'
import { textsOf } from './texts.ts'

export type { WayBack } from './lint/rollback.ts'

export interface LintRequest {
  readonly parser: Parser
  /** Pipelines, folders, SQL files and manifests of the tree; `waves` unless given. */
  readonly paths?: readonly string[]
  /** Major version of PostgreSQL; the spec's unless given. */
  readonly server?: number | undefined
  /** Whether findings in files that have shipped are reported too, or only counted. */
  readonly scope?: 'pending' | 'all'
  /** What has shipped; without it, the lock files of the tree say. */
  readonly shipped?: Shipped | undefined
  /** For kustomizations and charts, in which only credentials are looked for. */
  readonly renderer?: Renderer
}

/** The files of a pipeline or a folder, in the order in which they are applied. */
export interface LintedUnit {
  readonly name: string
  /** What a reviewer should know if this is the only line that they read. */
  readonly sentence: string
  /** Of each file that was asked for: phase, locks and work, and whether a rollback is safe. */
  readonly summaries: readonly Summary[]
}

export interface LintAnswer {
  readonly diagnostics: readonly Diagnostic[]
  readonly units: readonly LintedUnit[]
  readonly statements: { readonly analysed: number; readonly notAnalysed: number }
  /** SQL files that were judged. */
  readonly files: number
  /** Migrations that are not SQL, so not analysed. */
  readonly others: number
  /** Findings in files that have shipped, so can't be edited any more; 0 where they are reported. */
  readonly past: number
  readonly manifests: { readonly analysed: number; readonly files: number }
  /** `none`: neither SQL nor a manifest is at the paths. */
  readonly content: 'some' | 'none'
  /** The texts that the places count in. */
  readonly textOf: Report['textOf']
}

/** What SQL locks, breaks and loses, and credentials in manifests. */
export function lint(tree: Tree, request: LintRequest): LintAnswer {
  const { parser, paths = [wavesFolder], scope = 'pending', renderer = noRenderer } = request
  const found = unitsOf(tree, request)
  const linted = lintAll(parser, found.units, scope)
  const manifests = lintManifests(tree, paths, found, renderer)
  const problems = [...found.diagnostics, ...manifests.diagnostics]
  const { analysed, notAnalysed, files, others, past } = linted
  const texts = linted.units.flatMap((unit) => unit.files.map(({ path, text }) => [path, text] as const))
  return {
    diagnostics: sortDiagnostics([...problems, ...linted.diagnostics]),
    units: linted.units.map(({ name, sentence, summaries }) => ({ name, sentence, summaries })),
    statements: { analysed, notAnalysed },
    files,
    others,
    past,
    manifests: { analysed: manifests.manifests, files: manifests.files },
    content: found.units.length + problems.length + manifests.manifests === 0 ? 'none' : 'some',
    textOf: textsOf(tree, new Map(texts)),
  }
}

/** The files with what has only one correct fix; those that have shipped can't be edited, so they are left. */
export function fixLinted(tree: Tree, request: LintRequest): FixedTexts {
  const { diagnostics } = lintAll(request.parser, unitsOf(tree, request).units, 'pending')
  return fixedTexts(
    tree,
    diagnostics.filter(({ fix }) => fix !== undefined),
  )
}

/** Whether the code of a release runs on the schema as it is now. Throws a `Failure` for a release that none has. */
export function rollback(tree: Tree, request: LintRequest, release: string): WaysBack {
  return waysBack({ parser: request.parser, units: unitsOf(tree, request).units }, release)
}

function unitsOf(tree: Tree, { paths = [wavesFolder], shipped, server }: LintRequest): LintUnits {
  return lintUnits(tree, paths, { shipped, server })
}
