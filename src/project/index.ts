/**
 * What each verb answers, as values: nothing here prints, reads a disk or starts a program. Files come through a `Tree`;
 * renderer, SQL parser and what has shipped are arguments. One file for each verb, its parts in the folder of the same
 * name. How an answer looks, as text or as a document, is made in `cli/print/`.
 *
 * This file is the package's API, `import … from 'wavec'`; docs/api.md describes it. Paths have `/` and start at the
 * tree's root, offsets count UTF-16 code units, times are seconds.
 */
export { audit, fixAudited, type AuditAnswer, type AuditFixes } from './audit.ts'
export { check, type CheckAnswer, type CheckRequest } from './check.ts'
export { compile, type CompileAnswer, type CompileRequest, type Output } from './compile.ts'
export { convert, type ConvertAnswer } from './convert.ts'
export { diff, type Base, type DiffAnswer, type DiffRequest } from './diff.ts'
export { fixLinted, lint, rollback, type LintAnswer, type LintRequest } from './lint.ts'
export { overlay } from './overlay.ts'
export { propose, type ProposeAnswer, type ProposeRequest } from './propose.ts'
export type { ManifestsRequest } from './read-manifests.ts'
export { set, type SetAnswer, type SetRequest } from './set.ts'
export {
  graph,
  simulate,
  type GraphAnswer,
  type GraphRequest,
  type SimulateAnswer,
  type SimulateRequest,
} from './simulate/from-tree.ts'
export { textsOf } from './texts.ts'
export type { Shipped, ShippedLocks, UnknownShipped } from './compile/shipped.ts'

export { Failure } from '../diagnostic/failure.ts'
export type { Diagnostic, Edit, Severity, Span } from '../diagnostic/diagnostic.ts'
export type { Renderer, RenderJob, Rendering } from '../render/index.ts'
export { render, type Format, type Report } from '../report/index.ts'
export type { RunnerProgram } from '../protocol/runner.ts'
export type { Reversals } from '../migrations/order.ts'
export { memoryTree } from '../source/memory-tree.ts'
export type { Entry, Reading, ReadProblem, Tree } from '../source/tree.ts'
export { loadParser, reversalsBy, type Parser } from '../sql/index.ts'
export type { Trace } from '../timeline/trace.ts'
