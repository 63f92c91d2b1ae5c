import { dirname, resolve } from 'node:path'
import { diskTree } from '../../connect/disk.ts'
import { hasErrors } from '../../diagnostic/diagnostic.ts'
import { fixLinted, lint as lintTree, rollback, type LintRequest } from '../../project/lint.ts'
import { wavesFolder } from '../../project/places.ts'
import { misused, wavec } from '../../project/usage.ts'
import { newestServer, oldestServer } from '../../sql/index.ts'
import { alone } from '../alone.ts'
import type { Answer, Choice, Command, Invocation } from '../command.ts'
import { inTree } from '../in-tree.ts'
import { isInside, rootOf } from '../load-manifests.ts'
import { choiceOf, repositoryOptions } from '../options.ts'
import { reportLint } from '../print/lint-report.ts'
import { waysBackLines } from '../print/ways-back.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { findRoot, rootAbove } from '../root.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'
import { sqlParser } from '../sql-parser.ts'
import { writeTexts } from '../write-texts.ts'

/** Major versions of PostgreSQL. */
const serverOption: Choice = {
  choices: Array.from({ length: newestServer - oldestServer + 1 }, (_, index) => String(oldestServer + index)),
  about: "judges for this major version of PostgreSQL (default: the spec's)",
}

export const lint: Command = {
  summary: 'what SQL locks, breaks and loses, and credentials in manifests: of pipelines, or of any files',
  operand: '[PATH]…',
  details: `PATH is a pipeline, a folder, an SQL file or a file of manifests; without one, waves/. SQL is read in the order in which it is
applied, so that lint knows which tables are new and which are in use. Migrations that have shipped (pipeline.lock of the
base) can't be edited any more: their findings are counted, not shown. Manifests, including those of a pipeline's workload,
are searched only for credentials; audit finds what else is wrong. -- wavec:ignore CODE REASON above a statement, or
# wavec:ignore in YAML, ignores a finding there.`,
  options: {
    ...repositoryOptions,
    ...shippedOption,
    rollback: { value: 'RELEASE', about: 'says whether the code of RELEASE runs on the current schema' },
    server: serverOption,
  },
  flags: {
    fix: 'applies the fixes that have only one correct form',
    all: 'also shows findings in files that have shipped',
    notes: 'also shows notes',
  },
  run: runLint,
}

function runLint(invocation: Invocation): Promise<Answer> {
  const places = placesOf(invocation)
  const work = (): Promise<Answer> => lintAt(places, invocation)
  return invocation.flags.has('fix') ? alone(places.path, work) : work()
}

async function lintAt({ path, tree, ...given }: Places, invocation: Invocation): Promise<Answer> {
  const { options, flags, renderer, colour, operands } = invocation
  const format = choiceOf(repositoryOptions.format, options['format'], 'text')
  const scope = flags.has('all') ? 'all' : 'pending'
  const request: LintRequest = { ...given, parser: await sqlParser(), scope, renderer }
  const everyFinding = everyFindingOf(invocation)
  const release = options['rollback']
  if (release !== undefined) {
    const { ways, verdict } = rollback(tree, request, release)
    const output = waysBackLines(ways, release)
    return verdict === 'safe' ? { output, exit: 0 } : { output: [...output, `next: ${everyFinding}`], exit: 1 }
  }
  const fixes = flags.has('fix') ? fixLinted(tree, request) : undefined
  if (fixes !== undefined) writeTexts(path, fixes.texts)
  const answer = lintTree(tree, request)
  if (answer.content === 'none')
    throw misused(`lint: there is no SQL and no manifest in ${given.paths.join(', ')}`, `${wavec} lint --help`)
  const output = await reportLint(answer, {
    format,
    colour,
    fixed: fixes?.applied.length ?? 0,
    flags,
    fix: [wavec, 'lint', '--fix', ...operands.map(shellWord)].join(' '),
    everyFinding,
  })
  return { output, exit: hasErrors(answer.diagnostics) ? 1 : 0 }
}

type Places = ReturnType<typeof placesOf>

/** Outside of a repository of pipelines, files are read from where the person stands. */
function placesOf({ operands, options, cwd, where }: Invocation) {
  const named = operands.map((operand) => resolve(cwd, operand))
  const near = options['root'] === undefined ? rootAbove(cwd) : undefined
  // The files may be outside of any repository with pipelines.
  const isElsewhere = named.length > 0 && options['root'] === undefined && !named.every((path) => isBelow(path, near))
  const root = isElsewhere ? undefined : findRoot(options['root'], cwd)
  const path = root?.path ?? folderAbove(named, cwd)
  const tree = diskTree(path)
  const paths = operands.length === 0 ? [wavesFolder] : operands.map((operand) => inTree(path, cwd, operand))
  const shipped = root === undefined ? undefined : shippedLocks(root, options['base'], where)
  const server = choiceOf(serverOption, options['server'], undefined)
  return { path, tree, paths, shipped, server: server === undefined ? undefined : Number(server) }
}

/** A folder that holds all of them, and is none of them itself: a tree's paths start below its root. */
function isBelow(path: string, folder: string | undefined): boolean {
  return folder !== undefined && isInside(path, folder)
}

function folderAbove(paths: readonly string[], cwd: string): string {
  const common = rootOf(paths, cwd)
  return paths.includes(common) ? dirname(common) : common
}

/** The command that shows what stands in the way back: it has shipped by then. */
function everyFindingOf({ operands, options: { root } }: Invocation): string {
  return [
    wavec,
    'lint',
    '--all',
    ...(root === undefined ? [] : ['--root', shellWord(root)]),
    ...operands.map(shellWord),
  ].join(' ')
}
