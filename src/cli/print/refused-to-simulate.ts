import { sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import { textLines, tallied } from '../../report/index.ts'
import type { Answer, Invocation } from '../command.ts'
import { painterFor } from './paint.ts'
import { wavec } from '../../project/usage.ts'
import type { LoadedTargets } from '../load-targets.ts'

/** Manifests that can't be read can't be played. */
export function refusedToSimulate(
  { diagnostics, textOf }: LoadedTargets,
  { colour }: Pick<Invocation, 'colour'>,
): Answer {
  const sorted = sortDiagnostics(diagnostics)
  const report = {
    diagnostics: sorted,
    textOf,
    summary: `${tallied(sorted)} · nothing was simulated`,
    styles: painterFor(colour),
    facts: {},
  }
  return { output: [...textLines(report), `next: ${wavec} explain ${sorted[0]?.code ?? ''}`], exit: 1 }
}
