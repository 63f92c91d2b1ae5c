import { hasErrors, sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import { render } from '../../report/index.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { firstError, tallied } from '../findings.ts'
import { judgeSources } from '../judge-sources.ts'
import { loadFromPaths } from '../load-manifests.ts'
import { formatOf, repositoryOptions } from '../options.ts'
import { painterFor } from '../paint.ts'
import { misused, wavec } from '../usage.ts'
import { counted } from '../wording.ts'

export const audit: Command = {
  summary: 'what is wrong with any manifests: hooks, waves, references, Jobs, credentials',
  operand: 'PATH…',
  details: `PATH is a file, a folder or - for stdin. A folder is read with all below it; a kustomization is rendered with kustomize or
kubectl where it changes anything. wavec's own specs are not needed. # wavec:ignore CODE REASON above a line, a block or
a document ignores a finding there.`,
  options: { format: repositoryOptions.format },
  run: runAudit,
}

function runAudit({ operands, options, cwd, colour }: Invocation): Answer {
  const format = formatOf('audit', options['format'])
  const sources = loadFromPaths(operands, cwd, `${wavec} audit manifests`)
  const manifests = sources.units.flatMap(({ documents }) => documents).length
  if (manifests === 0 && sources.diagnostics.length === 0)
    throw misused(`no manifest in ${operands.join(', ')}`, `${wavec} audit --help`)
  const diagnostics = sortDiagnostics(judgeSources(sources))
  const exit = hasErrors(diagnostics) ? 1 : 0
  const first = firstError(diagnostics)
  const next = first === undefined ? undefined : `${wavec} explain ${first.code}`
  const report = {
    diagnostics,
    textOf: sources.textOf,
    summary: `${tallied(diagnostics)} in ${counted(manifests, 'manifest')} of ${counted(sources.files, 'file')}`,
    styles: painterFor(colour),
    facts: { manifests, files: sources.files, passedOver: sources.passedOver, next: next ?? null },
  }
  const ending = next === undefined || format === 'json' ? '' : `next: ${next}\n`
  return { output: `${render(report, format)}${ending}`, exit }
}
