import { diskTree } from '../../connect/disk.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { check as checkTree, type CheckAnswer, fixAll } from '../../project/check.ts'
import { manifestsFolder, wavesFolder } from '../../project/places.ts'
import { wavec } from '../../project/usage.ts'
import { isDocument, reportLines, tally, counted } from '../../report/index.ts'
import { alone, undisturbed } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { choiceOf, repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { withReversals } from '../reversals.ts'
import { findRoot, withoutPipelines, type Root } from '../root.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'
import { sqlParser } from '../sql-parser.ts'
import { writeTexts } from '../write-texts.ts'

export const check: Command = {
  summary: 'compiles in memory: every finding, and where manifests/ differs; for CI',
  details:
    'Writes nothing unless --fix is given. The compiled manifests are also audited, as by wavec audit but without notes, and simulated: once\nas it goes well, and once with a failure in each stage before the workload.',
  options: { ...repositoryOptions, ...shippedOption },
  flags: {
    fix: 'applies the fixes that have only one correct form: misspelt keys, missing quotes, durations without a unit',
  },
  run: runCheck,
}

const exits = { clean: 0, findings: 1, differs: 3 } as const satisfies Record<CheckAnswer['verdict'], number>

function runCheck(invocation: Invocation): Promise<Answer> {
  const root = findRoot(invocation.options['root'], invocation.cwd)
  const work = (): Promise<Answer> => checkIn(root, invocation)
  return invocation.flags.has('fix') ? alone(root.path, work) : undisturbed(root.path, work)
}

async function checkIn(root: Root, { options, flags, colour, renderer, runner, where }: Invocation): Promise<Answer> {
  const format = choiceOf(repositoryOptions.format, options['format'], 'text')
  const tree = diskTree(root.path)
  const shipped = shippedLocks(root, options['base'], where)
  const fixed = flags.has('fix') ? fixAll(tree, renderer) : { texts: new Map<string, string>(), done: [] }
  writeTexts(root.path, fixed.texts)
  const given = { parser: sqlParser, shipped, renderer, runner: runner() }
  const answer = await withReversals((reversals) => checkTree(tree, { ...given, reversals }))
  if (answer.content === 'none') throw withoutPipelines(root)
  const { diagnostics, specs, statements, textOf } = answer
  const exit = exits[answer.verdict]
  const next = nextStep(answer, root)
  const coverage =
    statements === undefined
      ? []
      : [`${counted(statements.analysed, 'statement')} analysed, ${statements.notAnalysed} not`]
  const report = {
    diagnostics,
    textOf,
    summary: [tally(diagnostics, specs), ...coverage, `exit ${exit}`].join(' · '),
    styles: painterFor(colour),
    facts: { fixed: fixed.done, next: next ?? null },
  }
  const ending = next === undefined || isDocument(format) ? [] : [`next: ${next}`]
  const list = isDocument(format) ? [] : fixed.done
  return { output: [...list, ...(await reportLines(report, format)), ...ending], exit }
}

/** Compiling removes every difference but what the user made. */
function nextStep({ diagnostics, fixable }: CheckAnswer, root: Root): string | undefined {
  if (fixable === 'some') return `${root.command('check')} --fix`
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const first = errors.find(({ code }) => !removedByCompile.has(code))
  if (first !== undefined) return `${wavec} explain ${first.code}`
  return errors.length === 0
    ? undefined
    : `${root.command('compile')} && ${root.git} add ${wavesFolder} ${manifestsFolder}`
}

const removedByCompile: ReadonlySet<Diagnostic['code']> = new Set([
  'drift/left-over',
  'drift/missing',
  'drift/renderer',
  'drift/runner',
  'drift/stale',
])
