import { diskTree } from '../../connect/disk.ts'
import { hasErrors, sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../../emit/index.ts'
import { isDocument, render } from '../../report/index.ts'
import type { Tree } from '../../source/tree.ts'
import type { Answer, Command, ExitCode, Invocation } from '../command.ts'
import { emittedAudit } from '../../project/check/audit-emitted.ts'
import { compileAll } from '../../project/compile/compile-all.ts'
import { writeTexts } from '../write-texts.ts'
import { fixAll } from '../../project/check/fix-all.ts'
import type { ShippedLocks } from '../../project/compile/locks.ts'
import { lintAll } from '../../project/lint/lint-all.ts'
import { lintUnits } from '../../project/lint/lint-units.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'
import { tally } from '../../report/tally.ts'
import { textsOf } from '../../project/texts.ts'
import { loadEmitted } from '../../project/check/load-emitted.ts'
import { formatOf, repositoryOptions } from '../options.ts'
import { driftOf, interruptionOf, listDriftOf, lockDriftOf } from '../../project/output/drift.ts'
import { manifestsFolder } from '../../project/places.ts'
import { planOutput } from '../../project/output/plan-output.ts'
import { narrowedTo, readState } from '../../project/output/state.ts'
import { changedLocks } from '../../project/output/write-locks.ts'
import { painterFor } from '../print/paint.ts'
import { findRoot, withoutPipelines, type Root } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import { wavec } from '../../project/usage.ts'
import { counted } from '../../report/wording.ts'
import { simulatedFindings } from '../../project/check/simulate-emitted.ts'
import { sqlParser } from '../sql-parser.ts'
import { version } from '../../protocol/version.ts'

export const check: Command = {
  summary: 'compiles in memory: every finding, and where manifests/ differs; for CI',
  details:
    'Writes nothing, unless --fix is given. What was compiled is audited too, as by wavec audit, but for notes, and simulated: once as it\ngoes well, and once for each stage before the workload that fails.',
  options: { ...repositoryOptions, ...shippedOption },
  flags: { fix: 'mends first what has one right answer: misspelt keys, missing quotes, durations without a unit' },
  run: runCheck,
}

async function runCheck({ options, flags, cwd, colour, renderer }: Invocation): Promise<Answer> {
  const format = formatOf('check', options['format'])
  const root = findRoot(options['root'], cwd)
  const tree = diskTree(root.path)
  const shipped = shippedLocks(root, options['base'])
  const fixed = flags.has('fix') ? fixAll(tree, renderer) : { texts: new Map<string, string>(), told: [] }
  writeTexts(root.path, fixed.texts)
  const audited = emittedAudit()
  const inspect = (pipeline: EmittedPipeline): readonly Diagnostic[] => {
    const loaded = loadEmitted(pipeline)
    return [...audited.inspect(loaded), ...simulatedFindings(pipeline, loaded)]
  }
  const { findings: compiled, drift, specs } = judge(tree, root, { shipped, renderer, inspect })
  const onDisk = textsOf(tree)
  const sql = await lintPending(tree, shipped)
  const findings = [...compiled, ...sql.diagnostics]
  const diagnostics = sortDiagnostics([...findings, ...drift])
  const exit = exitOf(findings, drift)
  const isMendable = compiled.some(({ severity, fix }) => severity === 'error' && fix !== undefined)
  const next = isMendable ? `${root.command('check')} --fix` : nextStep(diagnostics, root)
  const report = {
    diagnostics,
    // What was compiled goes before what stands there: an audit's place counts in it.
    textOf: (file: string) => audited.textOf(file) ?? onDisk(file),
    summary: [tally(diagnostics, specs), ...sql.coverage, `exit ${exit}`].join(' · '),
    styles: painterFor(colour),
    facts: { fixed: fixed.told, next: next ?? null },
  }
  const ending = next === undefined || isDocument(format) ? '' : `next: ${next}\n`
  const mended = isDocument(format) ? '' : fixed.told.map((line) => `${line}\n`).join('')
  return { output: `${mended}${render(report, format)}${ending}`, exit }
}

interface PendingSql {
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: readonly string[]
}

/** The SQL that has not shipped. Its notes are for `wavec lint --notes`: nobody is to act on them. */
async function lintPending(tree: Tree, shipped: ShippedLocks | undefined): Promise<PendingSql> {
  const { units } = lintUnits(tree, [wavesFolder], { shipped, server: undefined })
  if (units.every(({ files }) => files.length === 0)) return { diagnostics: [], coverage: [] }
  const linted = lintAll(await sqlParser(), units, 'pending')
  return {
    diagnostics: linted.diagnostics.filter(({ severity }) => severity !== 'note'),
    coverage: [`${counted(linted.analysed, 'statement')} analysed, ${linted.notAnalysed} not`],
  }
}

interface Judgement {
  readonly findings: readonly Diagnostic[]
  readonly drift: readonly Diagnostic[]
  readonly specs: number
}

/** With errors, only what could be compiled is compared: the rest would look as if it were left over. */
function judge(tree: Tree, root: Root, asked: Parameters<typeof compileAll>[2]): Judgement {
  const { files, locks, diagnostics, specs } = compileAll(tree, wavesFolder, asked)
  const found = readState(tree)
  if (specs + found.sums.size === 0 && !hasErrors(diagnostics)) throw withoutPipelines(root)
  const scope = hasErrors(diagnostics) ? 'part' : 'whole'
  const state =
    scope === 'whole'
      ? found
      : narrowedTo(
          files.map(({ path }) => path),
          found,
        )
  const plan = planOutput({ files, version }, state, (path) => tree.read(path))
  const drift = driftOf(plan, tree)
  if (scope === 'whole' && drift.length === 0) drift.push(...listDriftOf(plan, state, tree))
  if (scope === 'whole') drift.push(...lockDriftOf(changedLocks(locks, tree), tree))
  return { findings: diagnostics, drift: [...drift, ...interruptionOf(state, 'open')], specs }
}

function exitOf(findings: readonly Diagnostic[], drift: readonly Diagnostic[]): ExitCode {
  if (hasErrors(findings)) return 1
  return hasErrors(drift) ? 3 : 0
}

/** Compiling mends all drift but what a person made. */
function nextStep(diagnostics: readonly Diagnostic[], root: Root): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const first = errors.find(({ code }) => !mendedByCompile.has(code))
  if (first !== undefined) return `${wavec} explain ${first.code}`
  return errors.length === 0
    ? undefined
    : `${root.command('compile')} && ${root.git} add ${wavesFolder} ${manifestsFolder}`
}

const mendedByCompile: ReadonlySet<string> = new Set([
  'drift/left-over',
  'drift/missing',
  'drift/renderer',
  'drift/stale',
])
