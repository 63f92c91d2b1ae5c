import { hasErrors, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { audit as auditTree, fixAudited } from '../../project/audit.ts'
import { misused, wavec } from '../../project/usage.ts'
import { isDocument, reportLines, firstError, tallied, counted } from '../../report/index.ts'
import { alone, undisturbed } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { namedManifests, type NamedManifests } from '../load-manifests.ts'
import { choiceOf, repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { writeTexts } from '../write-texts.ts'

export const audit: Command = {
  summary: 'what is wrong with any manifests: hooks, waves, references, Jobs, credentials',
  operand: 'PATH…',
  details: `PATH is a file, a folder or - for stdin. A folder is read with everything below it; a kustomization that changes anything is
rendered with kustomize or kubectl, a chart with helm and its own values. No wavec spec is needed. # wavec:ignore CODE REASON
above a line, a block or a document ignores a finding there.`,
  options: { format: repositoryOptions.format },
  flags: { fix: 'applies the fixes that have only one correct form; all other bytes stay' },
  run: runAudit,
}

function runAudit(invocation: Invocation): Promise<Answer> {
  const named = namedManifests(invocation.operands, invocation, `${wavec} audit manifests`)
  const work = (): Promise<Answer> => audited(named, invocation)
  return invocation.flags.has('fix') ? alone(named.root, work) : undisturbed(named.root, work)
}

async function audited({ tree, root, request }: NamedManifests, invocation: Invocation): Promise<Answer> {
  const { operands, options, colour, flags } = invocation
  const format = choiceOf(repositoryOptions.format, options['format'], 'text')
  const fixes = flags.has('fix') ? fixAudited(tree, request) : undefined
  if (fixes !== undefined) writeTexts(root, fixes.texts)
  const { diagnostics, manifests, files, charts, passedOver, textOf } = auditTree(tree, request)
  if (manifests === 0 && diagnostics.length === 0)
    throw misused(`no manifest in ${operands.join(', ')}`, `${wavec} audit --help`)
  const next = nextStep(diagnostics, invocation)
  const fixed = fixes === undefined ? '' : `${counted(fixes.fixed, 'finding')} fixed, `
  const report = {
    diagnostics,
    textOf,
    summary: `${fixed}${tallied(diagnostics)} in ${counted(manifests, 'manifest')} of ${counted(files, 'file')}${chartsText(charts)}`,
    styles: painterFor(colour),
    facts: { manifests, files, charts, passedOver, fixed: fixes?.fixed ?? 0, next: next ?? null },
  }
  const ending = next === undefined || isDocument(format) ? [] : [`next: ${next}`]
  return { output: [...(await reportLines(report, format)), ...ending], exit: hasErrors(diagnostics) ? 1 : 0 }
}

/** What other values make of them is not known. */
function chartsText({ length }: readonly string[]): string {
  return length === 0 ? '' : `; ${counted(length, 'chart')} rendered with its own values`
}

function nextStep(diagnostics: readonly Diagnostic[], { operands, flags }: Invocation): string | undefined {
  const isFixable = diagnostics.some(({ fix }) => fix !== undefined)
  if (isFixable && !flags.has('fix')) return `${wavec} audit --fix ${operands.map(shellWord).join(' ')}`
  const first = firstError(diagnostics)
  return first === undefined ? undefined : `${wavec} explain ${first.code}`
}
