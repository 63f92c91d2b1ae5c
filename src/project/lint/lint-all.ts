import { append } from '../../diagnostic/long-lists.ts'
import { sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { refusedIn, withoutTwins } from '../../migrations/refusal.ts'
import { baseName } from '../../source/path.ts'
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
    const refused = refusedOf(unit)
    const asked = [...withoutTwins(result.diagnostics, refused), ...refused, ...contracts].filter(({ span }) =>
      isAsked(unit, span?.file ?? ''),
    )
    const open = asked.filter(({ span }) => scope === 'all' || unit.released?.has(span?.file ?? '') !== true)
    const credentials = credentialsOf(unit, scope)
    append(diagnostics, open, credentials.shown)
    past += asked.length - open.length + credentials.past
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

/** What the runner will refuse of what has not shipped. The texts of a unit are the parts that are applied. */
function refusedOf({ tool, files, released }: LintUnit): readonly Diagnostic[] {
  if (tool.transactionControl !== 'refused') return []
  const named = files.map((file) => ({ ...file, name: file.name ?? baseName(file.path) }))
  const open = new Set(named.filter(({ path }) => released?.has(path) !== true).map(({ name }) => name))
  return refusedIn(named, { applied: (text) => text }, (name) => open.has(name))
}

interface Shown {
  readonly shown: readonly Diagnostic[]
  readonly past: number
}

function credentialsOf(unit: LintUnit, scope: 'pending' | 'all'): Shown {
  const isOf = ({ span }: Diagnostic): boolean => isAsked(unit, span?.file ?? '')
  const [open, past] = [unit.credentials.open.filter(isOf), unit.credentials.past.filter(isOf)]
  return scope === 'all' ? { shown: [...open, ...past], past: 0 } : { shown: open, past: past.length }
}

function isAsked({ only }: LintUnit, path: string): boolean {
  return only === undefined || only.includes(path)
}

function sum(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
