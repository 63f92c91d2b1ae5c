import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { monotonicNow } from '../../connect/clock.ts'
import { stepVariable } from '../../protocol/process.ts'
import { Step } from '../../protocol/step.ts'
import { abandon, runStep, type RunResult } from '../../run/index.ts'
import { renderVerdict } from '../../run/verdict.ts'
import type { Log } from '../../run/step-runner.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { adaptersFor } from '../run-adapters.ts'
import { isTerminal, printLog } from '../print/print.ts'
import { runLog } from '../run-log.ts'
import { stopAfter } from '../stop.ts'
import { misused, wavec } from '../../project/usage.ts'

export const run: Command = {
  summary: 'runs one step of a pipeline; what the Jobs call',
  details: `The step is JSON in ${stepVariable} or in a file; the database is in PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD, or in
DATABASE_URL. The verdict is written to the file that WAVEC_TERMINATION_LOG names, else to /dev/termination-log.

Exit 0 if the step is done, 4 if it failed for good, 75 if it failed and may be retried.`,
  options: { step: { value: 'FILE', about: `the step, in place of ${stepVariable}` } },
  flags: { 'dry-run': 'says what it would do against this database, and writes nothing' },
  run: runOne,
}

async function runOne({ options, flags, cwd }: Invocation): Promise<Answer> {
  const step = readStep(options['step'], cwd)
  const mode = flags.has('dry-run') ? 'dry-run' : 'run'
  const log = runLog({
    write: printLog,
    form: isTerminal('stdout') ? 'text' : 'json',
    now: () => new Date(),
  })
  using stop = stopAfter(step.stopAfter, (reason) => {
    const result = abandon(step, reason, log)
    noteVerdict(result, log)
    process.exit(result.exit)
  })
  const deadline = monotonicNow() + step.stopAfter
  const result = await runStep(
    step,
    adaptersFor(step, { variables: process.env, log, stop: stop.signal, mode, deadline }),
  )
  noteVerdict(result, log)
  // A connection that was left open must not hold the Job until its deadline.
  setTimeout(() => process.exit(), 5000).unref()
  return { output: [], exit: result.exit }
}

function readStep(file: string | undefined, cwd: string): Step {
  const text = file === undefined ? process.env[stepVariable] : readFile(resolve(cwd, file))
  if (text === undefined || text === '')
    throw misused(`run: there is no step: ${stepVariable} is empty`, `${wavec} run --step FILE`)
  const parsed = Step.safeParse(json(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  throw misused(
    `run: this version does not understand the step${where}: ${issue?.message ?? ''}`,
    `${wavec} compile   # with the version of wavec that runs the Job`,
  )
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw misused(`run: can't read ${path} (${String(error.code)})`, `${wavec} run --step FILE`)
    throw error
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError)
      throw misused(`run: the step is not JSON: ${error.message}`, `${wavec} run --step FILE`)
    throw error
  }
}

/** The step is over: that its verdict can't be kept changes nothing of how it ended. */
function noteVerdict(result: RunResult, log: Log): void {
  try {
    writeVerdict(result)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    log.warn(`the verdict could not be written (${error.message}); the exit code is the step's all the same`)
  }
}

/** Outside a container nothing reads it. */
function writeVerdict({ verdict }: RunResult): void {
  const path = process.env['WAVEC_TERMINATION_LOG'] ?? '/dev/termination-log'
  if (process.env['WAVEC_TERMINATION_LOG'] === undefined && !existsSync(path)) return
  writeFileSync(path, renderVerdict(verdict))
}
