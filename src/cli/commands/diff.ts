import { baseOf, changedSince, gitTree, type Base } from '../../connect/git.ts'
import { diskTree } from '../../connect/disk.ts'
import { hasErrors } from '../../diagnostic/diagnostic.ts'
import { render } from '../../report/index.ts'
import type { Renderer } from '../../render/index.ts'
import type { Tree } from '../../source/tree.ts'
import { findPipelines } from '../../pipeline/load.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { compileAll, type Compiled } from '../../project/compile/compile-all.ts'
import { comparePipelines } from '../../project/diff/compare.ts'
import { sqlFacts, type SqlFacts } from '../../project/diff/sql-facts.ts'
import { lintAll } from '../../project/lint/lint-all.ts'
import { lintUnits } from '../../project/lint/lint-units.ts'
import { sqlParser } from '../sql-parser.ts'
import { documented } from '../../project/diff/document.ts'
import { gathered, pipelineLines, sentence, type Told } from '../../project/diff/render.ts'
import { tally } from '../../report/tally.ts'
import { textsOf } from '../../project/texts.ts'
import { repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot, type Root } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import { shippedLocks } from '../shipped.ts'
import { misused, suggestion, wavec } from '../../project/usage.ts'
import { counted } from '../../report/wording.ts'

const formats = ['text', 'json', 'markdown'] as const
type Format = (typeof formats)[number]

export const diff: Command = {
  summary: 'what a change does to each pipeline, by wave; for reviewers',
  details: `Compiles the base and the work tree in memory and compares the two. What can't be known is left out, and said.
In CI: wavec diff --base origin/main --format markdown >> "$GITHUB_STEP_SUMMARY"`,
  options: {
    base: { value: 'REF', about: 'where this branch left REF (default: the default branch, as git knows it here)' },
    root: repositoryOptions.root,
    format: { value: formats.join('|'), about: 'text for people (default), json for programs, markdown for a summary' },
  },
  run: runDiff,
}

async function runDiff(invocation: Invocation): Promise<Answer> {
  const { options, cwd, renderer } = invocation
  const format = formatOf(options['format'])
  const root = findRoot(options['root'], cwd)
  const base = baseOf(root.path, options['base'])
  if (base === undefined)
    throw misused('diff: git knows no default branch here; name the base', `${wavec} diff --base HEAD`)
  const tree = diskTree(root.path)
  const shipped = shippedLocks(root, options['base'])
  const after = compileAll(tree, wavesFolder, { shipped, renderer })
  if (hasErrors(after.diagnostics)) return refused(after, tree, invocation, root)
  const old = gitTree(root.path, base.commit)
  const before = compiledAt(old, renderer)
  const sql = await factsIn(tree, old)
  const told = gathered(comparePipelines(before.pipelines, after.pipelines), changedSince(root.path, base.commit))
  return { output: rendered(told, { base, before, sql, next: root.command('check') }, format), exit: 0 }
}

/** What each file of SQL does to a database that serves: one that has every file of the base. */
async function factsIn(tree: Tree, old: Tree): Promise<ReadonlyMap<string, SqlFacts>> {
  const { units } = lintUnits(tree, [wavesFolder], { shipped: undefined, server: undefined })
  if (units.every(({ files }) => files.length === 0)) return new Map()
  const judged = units.map((unit) => {
    const known = unit.files.map(({ path }) => path).filter((path) => old.read(path).ok)
    return { ...unit, released: new Set(known) }
  })
  return sqlFacts(lintAll(await sqlParser(), judged, 'all'))
}

function formatOf(text: string | undefined): Format {
  const found = formats.find((format) => format === text)
  if (text === undefined || found !== undefined) return found ?? 'text'
  throw misused(
    `diff: --format takes ${formats.join(', ')}, not "${text}"${suggestion(text, formats)}`,
    `${wavec} diff --format text`,
  )
}

/** A base without any pipeline is a base of which all are new. */
function compiledAt(tree: Tree, renderer: Renderer): Compiled {
  if (findPipelines(tree, wavesFolder).value === undefined)
    return { pipelines: [], files: [], locks: [], diagnostics: [], specs: 0 }
  return compileAll(tree, wavesFolder, { renderer })
}

function refused({ diagnostics, specs }: Compiled, tree: Tree, { colour }: Invocation, root: Root): Answer {
  const summary = `${tally(diagnostics, specs)} · nothing compared · exit 1`
  const report = render({ diagnostics, textOf: textsOf(tree), summary, styles: painterFor(colour) }, 'text')
  return { output: `${report}next: ${root.command('check')}\n`, exit: 1 }
}

interface Comparison {
  readonly base: Base
  readonly before: Compiled
  readonly sql: ReadonlyMap<string, SqlFacts>
  readonly next: string
}

function rendered(told: readonly Told[], { base, before, sql, next }: Comparison, format: Format): string {
  const errors = before.diagnostics.filter(({ severity }) => severity === 'error').length
  const gaps =
    errors === 0
      ? []
      : [`${base.name} itself does not compile (${counted(errors, 'error')}): what it had there counts as new`]
  if (format === 'json') {
    const pipelines = told.map((change) => documented(change, sql))
    return `${JSON.stringify({ sentence: sentence(told, sql), base, gaps, pipelines, next }, undefined, 2)}\n`
  }
  const blocks = told.map((change) => pipelineLines(change, sql).join('\n'))
  const head = [sentence(told, sql), `Compared with ${base.name}.`, ...gaps]
  if (format === 'markdown') {
    const [first = '', ...rest] = head
    return `**${first}** ${rest.join(' ')}\n${blocks.map((block) => `\n\`\`\`text\n${block}\n\`\`\`\n`).join('')}`
  }
  return `${[head.join('\n'), ...blocks, `next: ${next}`].join('\n\n')}\n`
}
