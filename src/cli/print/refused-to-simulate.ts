import { sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import { isDocument, reportLines, tallied, type Format } from '../../report/index.ts'
import type { Answer, Invocation } from '../command.ts'
import { painterFor } from './paint.ts'
import { wavec } from '../../project/usage.ts'
import type { LoadedTargets } from '../load-targets.ts'

/** Manifests that can't be read can't be played. */
export async function refusedToSimulate(
  { diagnostics, textOf }: LoadedTargets,
  { colour }: Pick<Invocation, 'colour'>,
  format: Format,
): Promise<Answer> {
  const sorted = sortDiagnostics(diagnostics)
  const next = `${wavec} explain ${sorted[0]?.code ?? ''}`
  const report = {
    diagnostics: sorted,
    textOf,
    summary: `${tallied(sorted)} · nothing was simulated`,
    styles: painterFor(colour),
    facts: { next },
  }
  const ending = isDocument(format) ? [] : [`next: ${next}`]
  return { output: [...(await reportLines(report, format)), ...ending], exit: 1 }
}
