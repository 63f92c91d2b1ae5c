import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Line } from '../../diagnostic/line.ts'
import type { LintAnswer } from '../../project/lint.ts'
import { wavec } from '../../project/usage.ts'
import { isDocument, reportLines, type Format, firstError, tallied, columns, counted } from '../../report/index.ts'
import { rollbackText } from '../../sql/index.ts'
import type { Invocation } from '../command.ts'
import { painterFor } from './paint.ts'

interface Presentation extends Pick<Invocation, 'colour' | 'flags'> {
  readonly format: Format
  /** How many findings were fixed before. */
  readonly fixed: number
  /** The same command line with `--fix`. */
  readonly fix: string
  /** The command that shows findings in what has shipped, too. */
  readonly everyFinding: string
}

export async function reportLint(answer: LintAnswer, presentation: Presentation): Promise<readonly Line[]> {
  const { format, colour, fixed, flags } = presentation
  const { diagnostics: all, statements, files, manifests, past, units, textOf } = answer
  const shown = format === 'text' && !flags.has('notes') ? all.filter(({ severity }) => severity !== 'note') : all
  const next = nextStep(all, presentation)
  const report = {
    diagnostics: shown,
    textOf,
    summary: [
      ...(fixed === 0 ? [] : [`${counted(fixed, 'finding')} fixed`]),
      `${tallied(all)}${shown.length < all.length ? ' (--notes)' : ''}`,
      coverage(answer),
      ...(past === 0 ? [] : [`${counted(past, 'finding')} in what has shipped (--all)`]),
    ].join(' · '),
    styles: painterFor(colour),
    facts: {
      statements,
      files,
      manifests,
      past,
      sentences: Object.fromEntries(units.map(({ name, sentence }) => [name, sentence])),
      migrations: units.flatMap(({ summaries }) => summaries),
      next: next ?? null,
    },
  }
  const ending = next === undefined || isDocument(format) ? [] : [`next: ${next}`]
  const listed = format === 'text' ? listing(answer, presentation) : []
  return [...listed, ...(await reportLines(report, format)), ...ending]
}

/** What has not shipped: a sentence for each pipeline, and a line for each migration, as a reviewer wants to know it. */
function listing({ units, files }: LintAnswer, { flags, everyFinding }: Presentation): readonly string[] {
  const listed = units.filter(({ summaries }) => summaries.length > 0)
  const sentences = listed.map(({ name, sentence }) => `${name}  ${sentence}`)
  const rows = listed.flatMap(({ summaries }) =>
    summaries.map(({ path, phase = '-', facts, rollback }) => [
      `  ${path}`,
      phase,
      facts,
      `rollback ${rollbackText(rollback)}`,
    ]),
  )
  if (rows.length > 0) return [...sentences, ...new Set(columns(rows)), '']
  if (files === 0 || flags.has('all')) return []
  const whole = files === 1 ? 'the file has' : `all ${files} files have`
  return [`nothing is new here: ${whole} shipped`, `look at what they do: ${everyFinding}`, '']
}

/** `14 statements in 3 files analysed, 0 not; 5 files are no SQL; 12 manifests in 4 files searched for credentials`. */
function coverage({ statements: { analysed, notAnalysed }, files, others, manifests }: LintAnswer): string {
  const sql = `${counted(analysed, 'statement')} in ${counted(files, 'file')} analysed, ${notAnalysed} not`
  return [
    ...(files === 0 && manifests.analysed > 0 ? [] : [sql]),
    ...(others === 0 ? [] : [`${counted(others, 'migration')} no SQL, not analysed`]),
    ...(manifests.analysed === 0
      ? []
      : [`${counted(manifests.analysed, 'manifest')} in ${counted(manifests.files, 'file')} searched for credentials`]),
  ].join('; ')
}

function nextStep(all: readonly Diagnostic[], { flags, fix: command }: Presentation): string | undefined {
  const first = firstError(all)
  const isFixable = all.some(({ fix, severity }) => fix !== undefined && severity !== 'note')
  if (isFixable && !flags.has('fix') && !flags.has('all')) return command
  return first === undefined ? undefined : `${wavec} explain ${first.code}`
}
