import { sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { checkContracts, lint, sentenceOf, summarise, type Parser, type Summary } from '../../sql/index.ts'
import type { LintUnit } from './lint-units.ts'

export interface Linted {
  /** Of files that have not shipped, and of all others where they were asked for. */
  readonly diagnostics: readonly Diagnostic[]
  /** Findings in files that have shipped and so can no longer be edited. */
  readonly past: number
  readonly units: readonly (LintUnit & {
    readonly summaries: readonly Summary[]
    readonly sentence: string
  })[]
  readonly analysed: number
  readonly notAnalysed: number
  readonly files: number
  /** Files that are not SQL. */
  readonly others: number
}

/** What has shipped is judged too, because it makes the schema, but reported only where `scope` is `all`. */
export function lintAll(parser: Parser, units: readonly LintUnit[], scope: 'pending' | 'all'): Linted {
  const diagnostics: Diagnostic[] = []
  let [past, analysed, notAnalysed, files] = [0, 0, 0, 0]
  const judged = units.map((unit) => {
    const result = lint(parser, unit)
    const pending = unit.files.filter(({ path }) => unit.released?.has(path) !== true)
    const contracts = unit.environments.length === 0 ? [] : checkContracts({ ...unit, files: pending })
    const asked = [...result.diagnostics, ...contracts].filter(({ span }) => isAsked(unit, span?.file ?? ''))
    const open = asked.filter(({ span }) => scope === 'all' || unit.released?.has(span?.file ?? '') !== true)
    diagnostics.push(...open)
    past += asked.length - open.length
    for (const { file, statements, notAnalysed: not } of result.files) {
      if (!isAsked(unit, file.path)) continue
      files += 1
      analysed += statements - not
      notAnalysed += not
    }
    const listed = scope === 'all' ? unit.files : pending
    const shown = result.files.filter(({ file }) => listed.includes(file) && isAsked(unit, file.path))
    const summaries = shown.map((file) => summarise(file, result.isNew(file.number), unit.server))
    const rollbacks = summaries.map(({ rollback }) => rollback)
    return { ...unit, summaries, sentence: sentenceOf(shown, result.isNew, rollbacks) }
  })
  const others = sum(units.map((unit) => unit.others))
  return { diagnostics: sortDiagnostics(diagnostics), past, units: judged, analysed, notAnalysed, files, others }
}

function isAsked({ only }: LintUnit, path: string): boolean {
  return only === undefined || only.includes(path)
}

function sum(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
