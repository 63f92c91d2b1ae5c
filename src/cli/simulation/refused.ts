import { sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import { render } from '../../report/index.ts'
import type { Answer, Invocation } from '../command.ts'
import { tallied } from '../findings.ts'
import { painterFor } from '../paint.ts'
import { wavec } from '../usage.ts'
import type { Loaded } from './load.ts'

/** Manifests that can't be read can't be played. */
export function refusedToSimulate({ diagnostics, textOf }: Loaded, { colour }: Pick<Invocation, 'colour'>): Answer {
  const sorted = sortDiagnostics(diagnostics)
  const report = {
    diagnostics: sorted,
    textOf,
    summary: `${tallied(sorted)} · nothing was simulated`,
    styles: painterFor(colour),
    facts: {},
  }
  return { output: `${render(report, 'text')}next: ${wavec} explain ${sorted[0]?.code ?? ''}\n`, exit: 1 }
}
