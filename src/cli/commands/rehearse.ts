import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { diskTree } from '../../connect/disk.ts'
import { stepVariable } from '../../protocol/process.ts'
import { Step } from '../../protocol/step.ts'
import { isHook } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { objectsAt, textAt } from '../../manifest/fields.ts'
import * as rehearsal from '../../rehearse/index.ts'
import { provingStages, type ProvingStage } from '../../stages/facts.ts'
import { resolvePath } from '../../source/path.ts'
import { choosePipeline, type ChosenPipeline } from '../../project/choose-pipeline.ts'
import { tools } from '../../tools/index.ts'
import type { Answer, Choice, Command, Invocation } from '../command.ts'
import { choiceOf, repositoryOptions } from '../options.ts'
import { progressPrinter } from '../print/progress-printer.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { findRoot, type Root } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { textsOf } from '../../project/texts.ts'
import { textLines, tally } from '../../report/index.ts'
import type { Tree } from '../../source/tree.ts'
import { inTree } from '../in-tree.ts'
import { withReversals } from '../reversals.ts'
import { painterFor, paintFor } from '../print/paint.ts'
import { misused, wavec } from '../../project/usage.ts'

const stageChoice = {
  choices: provingStages,
  about: 'makes this stage fail, to show what people would see',
} as const satisfies Choice

export const rehearse: Command = {
  summary: 'runs every stage of a pipeline here, on a PostgreSQL of its own',
  operand: 'PIPELINE',
  details: `PIPELINE is a folder or a spec, e.g. waves/orders. The compiled manifests run in Argo CD's order, each of wavec's
containers as a local process. What only a cluster has is replaced, and every replacement is printed. The database is new
and is removed afterwards.

Exit 0 if everything was proved, 1 if something did not run, 4 or 75 if a stage failed, as its Job would.`,
  options: {
    root: repositoryOptions.root,
    environment: { value: 'NAME', about: 'an environment of the spec (default: the first by name)' },
    'pg-bin': { value: 'DIR', about: "PostgreSQL's programs (default: this machine's, else npm's package)" },
    'database-url': { value: 'URL', about: 'a server on which the rehearsal may create a database' },
    fail: stageChoice,
  },
  flags: {
    'skip-hooks': 'leaves out the hooks, as a self-heal, a selective sync and a rollback do',
    'database-down': "nothing answers at the database's address; with --skip-hooks, shows what the gate does then",
  },
  run: runRehearsal,
}

async function runRehearsal(invocation: Invocation): Promise<Answer> {
  const { options, cwd } = invocation
  const failing = choiceOf(stageChoice, options['fail'], undefined)
  const root = findRoot(options['root'], cwd)
  const tree = diskTree(root.path)
  const [operand] = invocation.operands
  if (operand === undefined) throw misused('rehearse: name a pipeline', `${wavec} rehearse ${wavesFolder}/orders`)
  const wanted = {
    pipeline: operand,
    path: inTree(root.path, cwd, operand),
    environment: options['environment'],
    renderer: invocation.renderer,
    runner: invocation.runner(),
  }
  const chosen = await withReversals((reversals) => choosePipeline(tree, { ...wanted, reversals }))
  if (chosen.kind === 'refused') return refusal(chosen.diagnostics, { tree, root, colour: invocation.colour })
  if (failing !== undefined) mustHave(failing, { ...chosen, root }, invocation)
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, stop)
  // Short, because the path of a socket may have 107 bytes; open to look through, because the server is another user.
  const folder = mkdtempSync(join(tmpdir(), 'wavec-rehearse-'))
  chmodSync(folder, 0o711)
  // Also where the process is ended from elsewhere, because its reader is gone; the server takes a moment.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  process.on('exit', remove)
  try {
    return await rehearseIn(folder, { ...chosen, root, failing, stop: controller.signal }, invocation)
  } finally {
    for (const name of signals) process.off(name, stop)
    process.off('exit', remove)
    remove()
  }
}

function refusal(
  diagnostics: readonly Diagnostic[],
  { tree, root, colour }: Pick<Invocation, 'colour'> & { readonly tree: Tree; readonly root: Root },
): Answer {
  const summary = `${tally(diagnostics, 1)} · nothing was run · exit 1`
  const report = { diagnostics, textOf: textsOf(tree), summary, styles: painterFor(colour), facts: {} }
  return { output: [...textLines(report), `next: ${root.command('check')}`], exit: 1 }
}

async function rehearseIn(
  folder: string,
  run: ChosenPipeline & {
    readonly root: Root
    readonly failing: ProvingStage | undefined
    readonly stop: AbortSignal
  },
  invocation: Invocation,
): Promise<Answer> {
  const { options, flags, colour } = invocation
  const { pipeline, release, manifests, baked, others, root, failing, stop } = run
  const paint = paintFor(colour)
  await using printer = progressPrinter(paint)
  const again = againWith(root, invocation)
  const wanted = { ...databaseOf(pipeline, manifests), database: pipeline.name, stop, again }
  const url = options['database-url']
  await using server =
    url === undefined
      ? await rehearsal.ephemeralServer(wanted, {
          folder,
          near: [dirname(process.argv[1] ?? root.path), root.path],
          bin: options['pg-bin'],
        })
      : await rehearsal.givenServer(wanted, url)
  const other = others.length === 0 ? '' : `   (--environment ${others.join('|')} for another)`
  const { name, environment, namespace } = pipeline
  printer.lines([
    `${paint('bold', name)}  ${environment}  ${namespace}  ${release}${other}`,
    `on ${server.description}`,
    ...Object.entries(unusual).flatMap(([flag, line]) => (flags.has(flag) ? [line] : [])),
  ])
  const statements: rehearsal.TracedStatement[] = []
  const tell = (progress: rehearsal.Progress): void => {
    if (progress.kind === 'statement') statements.push(progress.statement)
    printer.progress(progress)
  }
  const own = [process.execPath, ...process.execArgv, process.argv[1] ?? '']
  const rehearsed = await rehearsal.rehearse({
    manifests: flags.has('skip-hooks') ? manifests.filter((manifest) => !isHook(manifest)) : manifests,
    server,
    folder,
    cwd: root.path,
    runner: own,
    images: { programs: programsOf(pipeline), baked },
    tools,
    failing,
    database: flags.has('database-down') ? 'down' : 'up',
    stop,
    tell,
  })
  const { exit, lines, hint } = rehearsal.verdictOf(rehearsed, { what: `${name} ${release}`, statements, stop })
  const once = `${again}${hint === undefined ? '' : `   # ${hint}`}`
  const next = exit === 0 ? `${root.command('compile')} && ${root.git} add ${wavesFolder} manifests` : once
  printer.lines([...rehearsal.substitutionLines(paint, rehearsed), ...lines, `next: ${next}`])
  return { output: [], exit }
}

/** A stage that does not run can't fail, and what is left would be called proved. */
function mustHave(
  failing: ProvingStage,
  { pipeline, manifests, root }: ChosenPipeline & { readonly root: Root },
  invocation: Invocation,
): void {
  const { flags } = invocation
  const run = flags.has('skip-hooks') ? manifests.filter((manifest) => !isHook(manifest)) : manifests
  const there = run.flatMap(({ kind, metadata }) => (kind === 'Job' ? [metadata.labels?.['wavec.dev/stage']] : []))
  if (there.includes(failing)) return
  const names = provingStages.filter((stage) => there.includes(stage))
  const can = names.length === 0 ? 'no stage of it runs' : `it runs ${names.join(', ')}`
  const next = `${againWith(root, invocation)}${names[0] === undefined ? '' : ` --fail ${names[0]}`}`
  throw misused(`rehearse: ${pipeline.name} has no stage ${failing} here: ${can}`, next)
}

/** The same without what makes it fail. */
function againWith(root: Root, { operands, options }: Invocation): string {
  const environment = options['environment']
  const chosen = environment === undefined ? '' : ` --environment ${shellWord(environment)}`
  return `${root.command('rehearse')} ${shellWord(operands[0] ?? '')}${chosen}`
}

/** Paths from the root of the repository. */
function programsOf({ spec, folder }: ChosenPipeline['pipeline']): ReadonlyMap<string, string> {
  const programs = Object.entries(spec.rehearse?.programs ?? {})
  return new Map(programs.map(([image, path]) => [image, resolvePath(folder, path) ?? path]))
}

/** What is not as in a full sync, by the flag that asks for it. */
const unusual: Readonly<Record<string, string>> = {
  'skip-hooks': 'without hooks, as in every sync of Argo CD that is not a full one',
  'database-down': "nothing answers at the database's address",
}

/** As whom the Jobs connect, and the schema that their tool makes by itself. */
function databaseOf(
  { tool }: ChosenPipeline['pipeline'],
  manifests: readonly Manifest[],
): Pick<rehearsal.Wanted, 'role' | 'schema'> {
  const steps = manifests
    .flatMap((manifest) => objectsAt(manifest, 'spec', 'template', 'spec', 'containers'))
    .flatMap((container) => objectsAt(container, 'env'))
    .filter((entry) => textAt(entry, 'name') === stepVariable)
    .map((entry) => Step.parse(JSON.parse((textAt(entry, 'value') ?? '').replaceAll('$$', '$'))))
  const preflight = steps.find((step) => step.kind === 'preflight')
  return {
    role: preflight?.checks.role ?? 'wavec_migrator',
    schema: tool.missingSchema === 'created' ? preflight?.database.schema : undefined,
  }
}
