import { dirname, resolve } from 'node:path'
import { diskTree } from '../../connect/disk.ts'
import { hasErrors, sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { isDocument, render, type Format } from '../../report/index.ts'
import type { Tree } from '../../source/tree.ts'
import { newestServer, oldestServer, rollbackText } from '../../sql/index.ts'
import { sqlParser } from '../sql-parser.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { firstError, tallied } from '../../report/tally.ts'
import { textsOf } from '../../project/texts.ts'
import { lintAll, type Linted } from '../../project/lint/lint-all.ts'
import { lintManifests, type LintedManifests } from '../../project/lint/lint-manifests.ts'
import { fixedTexts } from '../../project/edited-texts.ts'
import { writeTexts } from '../write-texts.ts'
import { waysBack } from '../../project/lint/rollback.ts'
import { waysBackText } from '../print/ways-back.ts'
import { inTree } from '../in-tree.ts'
import { lintUnits } from '../../project/lint/lint-units.ts'
import { isInside, rootOf } from '../load-manifests.ts'
import { formatOf, repositoryOptions } from '../options.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot, inShell, rootAbove } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'
import { misused, wavec } from '../../project/usage.ts'
import { columns, counted } from '../../report/wording.ts'

export const lint: Command = {
  summary: 'what SQL locks, breaks and loses, and credentials in manifests: of pipelines, or of any files',
  operand: '[PATH]…',
  details: `PATH is a pipeline, a folder, an SQL file or a file of manifests; without one, waves/. SQL is read in the order in which it is
applied, so that a new table is told from one that is in use. What has shipped (pipeline.lock of the base) can't be edited
any more: its findings are counted, not shown. Manifests, those of a pipeline's workload among them, are searched for
credentials only; audit finds what else is wrong. -- wavec:ignore CODE REASON above a statement, or # wavec:ignore in YAML,
ignores a finding there.`,
  options: {
    ...repositoryOptions,
    ...shippedOption,
    rollback: { value: 'RELEASE', about: 'say whether the code of RELEASE runs on the schema as it is now' },
    server: {
      value: 'MAJOR',
      about: `judge for PostgreSQL MAJOR, ${oldestServer} to ${newestServer} (default: the spec's)`,
    },
  },
  flags: {
    fix: 'mends in the files what has one right answer',
    all: 'show what is found in files that have shipped, too',
    notes: 'show notes, too',
  },
  run: runLint,
}

async function runLint(invocation: Invocation): Promise<Answer> {
  const { options, flags } = invocation
  const format = formatOf('lint', options['format'])
  const before = readUnits(invocation)
  const parser = await sqlParser()
  const release = options['rollback']
  if (release !== undefined) {
    const { ways, verdict } = waysBack({ parser, units: before.found.units }, release)
    const output = waysBackText(ways, release)
    return verdict === 'safe'
      ? { output, exit: 0 }
      : { output: `${output}next: ${everyFinding(invocation)}\n`, exit: 1 }
  }
  const scope = flags.has('all') ? 'all' : 'pending'
  // What has shipped can't be edited, whatever is shown of it.
  const fixed = flags.has('fix') ? fixIn(before, lintAll(parser, before.found.units, 'pending').diagnostics) : 0
  const { tree, paths, found } = fixed === 0 ? before : readUnits(invocation)
  const manifests = lintManifests(tree, paths, found, invocation.renderer)
  const { units, diagnostics: problems } = found
  if (units.length + problems.length + manifests.manifests + manifests.diagnostics.length === 0)
    throw misused(`lint: there is no SQL and no manifest in ${paths.join(', ')}`, `${wavec} lint --help`)
  const linted = lintAll(parser, units, scope)
  const all = sortDiagnostics([...problems, ...linted.diagnostics, ...manifests.diagnostics])
  return answer(all, { linted, manifests, format, tree, invocation, fixed })
}

function fixIn({ path, tree }: ReturnType<typeof readUnits>, found: readonly Diagnostic[]): number {
  const { texts, applied } = fixedTexts(
    tree,
    found.filter(({ fix }) => fix !== undefined),
  )
  writeTexts(path, texts)
  return applied.length
}

/** Outside of a repository of pipelines, files are read from where the person stands. */
function readUnits({ operands, options, cwd }: Invocation) {
  const named = operands.map((operand) => resolve(cwd, operand))
  const near = options['root'] === undefined ? rootAbove(cwd) : undefined
  // Files of anybody's, who may have no pipeline at all.
  const isElsewhere = named.length > 0 && options['root'] === undefined && !named.every((path) => isBelow(path, near))
  const root = isElsewhere ? undefined : findRoot(options['root'], cwd)
  const path = root?.path ?? folderAbove(named, cwd)
  const tree = diskTree(path)
  const paths = operands.length === 0 ? [wavesFolder] : operands.map((operand) => inTree(path, cwd, operand))
  const shipped = root === undefined ? undefined : shippedLocks(root, options['base'])
  return { path, tree, paths, found: lintUnits(tree, paths, { shipped, server: serverOf(options['server']) }) }
}

/** A folder that holds all of them, and is none of them itself: a tree's paths start below its root. */
function isBelow(path: string, folder: string | undefined): boolean {
  return folder !== undefined && isInside(path, folder)
}

function folderAbove(paths: readonly string[], cwd: string): string {
  const common = rootOf(paths, cwd)
  return paths.includes(common) ? dirname(common) : common
}

interface Result {
  readonly linted: Linted
  readonly manifests: LintedManifests
  readonly format: Format
  readonly tree: Tree
  readonly invocation: Invocation
  readonly fixed: number
}

function answer(all: readonly Diagnostic[], { linted, manifests, format, tree, invocation, fixed }: Result): Answer {
  const { flags, colour } = invocation
  const shown = format === 'text' && !flags.has('notes') ? all.filter(({ severity }) => severity !== 'note') : all
  const next = nextStep(all, invocation)
  const { analysed, notAnalysed, files, past } = linted
  const report = {
    diagnostics: shown,
    textOf: textsOf(tree, sqlOf(linted)),
    summary: [
      ...mended(fixed),
      `${tallied(all)}${shown.length < all.length ? ' (--notes)' : ''}`,
      coverage(linted, manifests),
      ...hidden(linted),
    ].join(' · '),
    styles: painterFor(colour),
    facts: {
      statements: { analysed, notAnalysed },
      files,
      manifests: { analysed: manifests.manifests, files: manifests.files },
      past,
      sentences: sentencesOf(linted),
      migrations: migrationsOf(linted),
      next: next ?? null,
    },
  }
  const ending = next === undefined || isDocument(format) ? '' : `next: ${next}\n`
  const listed = format === 'text' ? listing(linted, invocation) : ''
  return { output: `${listed}${render(report, format)}${ending}`, exit: hasErrors(all) ? 1 : 0 }
}

function sqlOf({ units }: Linted): ReadonlyMap<string, string> {
  return new Map(units.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)))
}

/** What has not shipped: a sentence for each pipeline, and a line for each migration, as a reviewer wants to know it. */
function listing({ units, files }: Linted, invocation: Invocation): string {
  const told = units.filter(({ summaries }) => summaries.length > 0)
  const sentences = told.map(({ name, sentence }) => `${name}  ${sentence}`)
  const rows = told.flatMap(({ summaries }) =>
    summaries.map(({ path, phase = '-', facts, rollback }) => [
      `  ${path}`,
      phase,
      facts,
      `rollback ${rollbackText(rollback)}`,
    ]),
  )
  return rows.length === 0
    ? allShipped(files, invocation)
    : `${[...sentences, ...new Set(columns(rows))].join('\n')}\n\n`
}

function allShipped(files: number, invocation: Invocation): string {
  if (files === 0 || invocation.flags.has('all')) return ''
  return `nothing is new here: ${files === 1 ? 'the file has' : `all ${files} files have`} shipped\nlook at what they do: ${everyFinding(invocation)}\n\n`
}

function sentencesOf({ units }: Linted): Readonly<Record<string, string>> {
  return Object.fromEntries(units.map(({ name, sentence }) => [name, sentence]))
}

function migrationsOf({ units }: Linted): readonly unknown[] {
  return units.flatMap(({ summaries }) => summaries)
}

function serverOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const server = Number(text)
  if (Number.isInteger(server) && server >= oldestServer && server <= newestServer) return server
  throw misused(
    `lint: --server takes ${oldestServer} to ${newestServer}, not "${text}"`,
    `${wavec} lint --server ${newestServer}`,
  )
}

/** `14 statements in 3 files analysed, 0 not; 5 files are no SQL; 12 manifests in 4 files searched for credentials`. */
function coverage(
  { analysed, notAnalysed, files, others }: Linted,
  { manifests, files: yaml }: LintedManifests,
): string {
  const sql = `${counted(analysed, 'statement')} in ${counted(files, 'file')} analysed, ${notAnalysed} not`
  return [
    ...(files === 0 && manifests > 0 ? [] : [sql]),
    ...(others === 0 ? [] : [`${counted(others, 'migration')} no SQL, not analysed`]),
    ...(manifests === 0
      ? []
      : [`${counted(manifests, 'manifest')} in ${counted(yaml, 'file')} searched for credentials`]),
  ].join('; ')
}

function nextStep(all: readonly Diagnostic[], { operands, flags }: Invocation): string | undefined {
  const first = firstError(all)
  const isFixable = all.some(({ fix, severity }) => fix !== undefined && severity !== 'note')
  if (isFixable && !flags.has('fix') && !flags.has('all'))
    return [wavec, 'lint', '--fix', ...operands.map(inShell)].join(' ')
  return first === undefined ? undefined : `${wavec} explain ${first.code}`
}

/** The command that shows what stands in the way back: it has shipped by then. */
function everyFinding({ operands, options: { root } }: Invocation): string {
  return [
    wavec,
    'lint',
    '--all',
    ...(root === undefined ? [] : ['--root', inShell(root)]),
    ...operands.map(inShell),
  ].join(' ')
}

function mended(fixed: number): string[] {
  return fixed === 0 ? [] : [`${counted(fixed, 'finding')} fixed`]
}

function hidden({ past }: Linted): string[] {
  return past === 0 ? [] : [`${counted(past, 'finding')} in what has shipped (--all)`]
}
