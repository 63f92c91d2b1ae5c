import { diskTree } from '../../connect/disk.ts'
import { baseOf, changedSince, gitTree, type Base } from '../../connect/git.ts'
import { diff as diffTree, type DiffAnswer } from '../../project/diff.ts'
import { textsOf } from '../../project/texts.ts'
import { misused, wavec } from '../../project/usage.ts'
import { renderText, tally } from '../../report/index.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { choiceOf, formatOption, repositoryOptions } from '../options.ts'
import { pipelineLines } from '../print/diff-lines.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot } from '../root.ts'
import { shippedLocks } from '../shipped.ts'
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
  const { options, cwd, colour, renderer } = invocation
  const format = choiceOf(formatChoice, options['format'], 'text')
  const root = findRoot(options['root'], cwd)
  const base = baseOf(root.path, options['base'])
  if (base === undefined)
    throw misused('diff: git knows no default branch here; name the base', `${wavec} diff --base HEAD`)
  const tree = diskTree(root.path)
  const answer = await diffTree(tree, {
    base: { name: base.name, tree: gitTree(root.path, base.commit) },
    changed: changedSince(root.path, base.commit),
    parser: sqlParser,
    renderer,
    shipped: shippedLocks(root, options['base']),
  })
  const next = root.command('check')
  if (answer.kind === 'compared') return { output: rendered(answer, { base, next }, format), exit: 0 }
  const { diagnostics, specs } = answer
  const summary = `${tally(diagnostics, specs)} · nothing compared · exit 1`
  const report = renderText({ diagnostics, textOf: textsOf(tree), summary, styles: painterFor(colour) })
  return { output: `${report}next: ${next}\n`, exit: 1 }
}

interface Around {
  readonly base: Base
  readonly next: string
}

function rendered(
  { sentence, gaps, pipelines }: Extract<DiffAnswer, { kind: 'compared' }>,
  { base, next }: Around,
  format: (typeof formatChoice.choices)[number],
): string {
  if (format === 'json') return `${JSON.stringify({ sentence, base, gaps, pipelines, next }, undefined, 2)}\n`
  const blocks = pipelines.map((change) => pipelineLines(change).join('\n'))
  const head = [sentence, `Compared with ${base.name}.`, ...gaps]
  if (format === 'markdown') {
    const [first = '', ...rest] = head
    return `**${first}** ${rest.join(' ')}\n${blocks.map((block) => `\n\`\`\`text\n${block}\n\`\`\`\n`).join('')}`
  }
  return `${[head.join('\n'), ...blocks, `next: ${next}`].join('\n\n')}\n`
}
