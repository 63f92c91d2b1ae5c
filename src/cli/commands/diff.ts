import { diskTree } from '../../connect/disk.ts'
import { baseOf, changedSince, gitTree, type Base } from '../../connect/git.ts'
import { jsonText } from '../../diagnostic/json-text.ts'
import { linesIn, type Line } from '../../diagnostic/line.ts'
import { diff as diffTree, type DiffAnswer } from '../../project/diff.ts'
import { textsOf } from '../../project/texts.ts'
import { reportLines, tally, textLines, type Report } from '../../report/index.ts'
import { fencedBlock, markdownText } from '../../view/markdown.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { choiceOf, formatOption, repositoryOptions } from '../options.ts'
import { pipelineLines } from '../print/diff-lines.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot } from '../root.ts'
import { shippedLocks, withoutBase } from '../shipped.ts'
import { sqlParser } from '../sql-parser.ts'

const formatChoice = formatOption(['text', 'json', 'markdown'])

export const diff: Command = {
  summary: 'what a change does to each pipeline, by wave; for reviewers',
  details: `Compiles the base and the work tree in memory and compares the two. What can't be known is left out and listed.
In CI: wavec diff --base origin/main --format markdown >> "$GITHUB_STEP_SUMMARY"`,
  options: {
    base: { value: 'REF', about: 'where this branch left REF (default: the default branch, as git knows it here)' },
    root: repositoryOptions.root,
    format: formatChoice,
  },
  run: runDiff,
}

async function runDiff(invocation: Invocation): Promise<Answer> {
  const { options, cwd, colour, renderer, where } = invocation
  const format = choiceOf(formatChoice, options['format'], 'text')
  const root = findRoot(options['root'], cwd)
  const known = baseOf(root.path, options['base'])
  if (known.kind === 'unknown') throw withoutBase(known)
  const { base } = known
  const tree = diskTree(root.path)
  const answer = await diffTree(tree, {
    base: { name: base.name, tree: gitTree(root.path, base.commit) },
    changed: changedSince(root.path, base.commit),
    parser: sqlParser,
    renderer,
    shipped: shippedLocks(root, options['base'], where),
  })
  const next = root.command('check')
  if (answer.kind === 'compared') return { output: rendered(answer, { base, next }, format), exit: 0 }
  const { diagnostics, specs } = answer
  const summary = `${tally(diagnostics, specs)} · nothing compared`
  const report = { diagnostics, textOf: textsOf(tree), summary, styles: painterFor(colour), facts: { base, next } }
  return { output: await refused(report, next, format), exit: 1 }
}

/** The same findings as `check` has, in the form that was asked for. */
async function refused(report: Report, next: string, format: Format): Promise<readonly Line[]> {
  if (format === 'json') return reportLines(report, 'json')
  const summary = `${report.summary} · exit 1`
  if (format === 'text') return [...textLines({ ...report, summary }), `next: ${next}`]
  const lines = textLines({ ...report, summary, styles: undefined })
  return [`**${markdownText(report.summary)}**`, '', ...fencedBlock('text', lines)]
}

type Format = (typeof formatChoice.choices)[number]

interface Around {
  readonly base: Base
  readonly next: string
}

function rendered(
  { sentence, gaps, pipelines }: Extract<DiffAnswer, { kind: 'compared' }>,
  { base, next }: Around,
  format: Format,
): readonly string[] {
  if (format === 'json') return linesIn(jsonText({ sentence, base, gaps, pipelines, next }, 2))
  const blocks = pipelines.map((change) => pipelineLines(change))
  const head = [sentence, `Compared with ${base.name}.`, ...gaps]
  if (format === 'markdown') {
    const [first = '', ...rest] = head.map(markdownText)
    return [`**${first}** ${rest.join(' ')}`, ...blocks.flatMap((block) => ['', ...fencedBlock('text', block)])]
  }
  return [...head, ...blocks.flatMap((block) => ['', ...block]), '', `next: ${next}`]
}
