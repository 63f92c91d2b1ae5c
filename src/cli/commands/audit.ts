import { hasErrors, sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { isDocument, render } from '../../report/index.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { firstError, tallied } from '../../report/tally.ts'
import { fixedTexts } from '../../project/edited-texts.ts'
import { writeTexts } from '../write-texts.ts'
import { judgeSources } from '../../project/audit/judge-sources.ts'
import { loadFromPaths, stdin } from '../load-manifests.ts'
import { formatOf, repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { inShell } from '../root.ts'
import { misused, wavec } from '../../project/usage.ts'
import { counted } from '../../report/wording.ts'

export const audit: Command = {
  summary: 'what is wrong with any manifests: hooks, waves, references, Jobs, credentials',
  operand: 'PATH…',
  details: `PATH is a file, a folder or - for stdin. A folder is read with all below it; a kustomization is rendered with kustomize or
kubectl where it changes anything, a chart with helm and its own values. wavec's own specs are not needed. # wavec:ignore CODE REASON above a line, a block or
a document ignores a finding there.`,
  options: { format: repositoryOptions.format },
  flags: { fix: 'mends in the files what has one right answer; all other bytes stay' },
  run: runAudit,
}

function runAudit(invocation: Invocation): Answer {
  const { operands, options, colour, flags } = invocation
  const format = formatOf('audit', options['format'])
  const fixed = flags.has('fix') ? fixAll(invocation) : undefined
  const { sources, diagnostics } = judged(invocation)
  const manifests = sources.units.flatMap(({ documents }) => documents).length
  if (manifests === 0 && sources.diagnostics.length === 0)
    throw misused(`no manifest in ${operands.join(', ')}`, `${wavec} audit --help`)
  const next = nextStep(diagnostics, invocation)
  const mended = fixed === undefined ? '' : `${counted(fixed, 'finding')} fixed, `
  const report = {
    diagnostics,
    textOf: sources.textOf,
    summary: `${mended}${tallied(diagnostics)} in ${counted(manifests, 'manifest')} of ${counted(sources.files, 'file')}${charts(sources.charts)}`,
    styles: painterFor(colour),
    facts: {
      manifests,
      files: sources.files,
      charts: sources.charts,
      passedOver: sources.passedOver,
      fixed: fixed ?? 0,
      next: next ?? null,
    },
  }
  const ending = next === undefined || isDocument(format) ? '' : `next: ${next}\n`
  return { output: `${render(report, format)}${ending}`, exit: hasErrors(diagnostics) ? 1 : 0 }
}

/** What other values make of them is not known. */
function charts({ length }: readonly string[]): string {
  return length === 0 ? '' : `; ${counted(length, 'chart')} rendered with its own values`
}

function judged(invocation: Invocation) {
  const sources = loadFromPaths(invocation.operands, invocation, `${wavec} audit manifests`)
  return { sources, diagnostics: sortDiagnostics(judgeSources(sources)) }
}

/** One mended finding can show another; each round mends at least one. */
function fixAll(invocation: Invocation): number {
  let total = 0
  for (;;) {
    const { sources, diagnostics } = judged(invocation)
    const fixable = diagnostics.filter(({ fix, span }) => fix !== undefined && span?.file !== stdin)
    const { texts, applied } = fixedTexts(sources.tree, fixable)
    writeTexts(sources.root, texts)
    if (applied.length === 0) return total
    total += applied.length
  }
}

function nextStep(diagnostics: readonly Diagnostic[], { operands, flags }: Invocation): string | undefined {
  const isFixable = diagnostics.some(({ fix }) => fix !== undefined)
  if (isFixable && !flags.has('fix')) return `${wavec} audit --fix ${operands.map(inShell).join(' ')}`
  const first = firstError(diagnostics)
  return first === undefined ? undefined : `${wavec} explain ${first.code}`
}
