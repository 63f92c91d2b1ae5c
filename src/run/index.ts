/**
 * Runs one Step: `runStep(step, adapters)` looks up its StepRunner, logs first what the step will do and last what it
 * proved or what failed, and returns the exit code and the verdict. Steps have effects only through their adapters. A
 * refusal of the database, the cluster or the disk is thrown as a Failure and becomes a packet here. The ledger, schema
 * `wavec` in the migrated database, is the only state that survives between attempts.
 */
import { Failure } from '../diagnostic/failure.ts'
import type { Packet, Verdict } from '../protocol/packet.ts'
import { exitCode } from '../protocol/process.ts'
import type { Step, StepKind } from '../protocol/step.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import { intentOf } from './intent.ts'
import { packetOf, renderPacket } from './packet.ts'
import type { Adapters, Log, Outcome, StepRunner } from './step-runner.ts'
import { Stopped } from './stopped.ts'

export interface RunResult {
  readonly exit: 0 | 4 | 75
  readonly verdict: Verdict
  readonly packet?: Packet
}

export async function runStep(step: Step, adapters: Adapters): Promise<RunResult> {
  const { log, mode, program } = adapters
  log.info(`${mode === 'dry-run' ? 'would ' : 'will '}${intentOf(step)}`, {
    pipeline: step.pipeline,
    release: step.release,
    step: step.kind,
    wavec: program,
  })
  const outcome = await outcomeOf(step, adapters)
  for (const warning of outcome.warnings ?? []) log.warn(warning)
  const result = resultOf(step, outcome)
  if (outcome.result === 'ok') log.info(`proved: ${outcome.proved}`)
  else log.fail(renderPacket(outcome.packet), outcome.packet)
  return result
}

/**
 * For a step that does not end although it has to: the server, or the network on the way to it, gives no answer. What it
 * would have said is said now, because the process ends.
 */
export function abandon(step: Step, reason: unknown, log: Log): RunResult {
  const { code, message, next } = new Stopped(reason)
  const packet = {
    code,
    message: `${message}, and the database or the cluster gave no answer until the process had to end`,
    state: 'It is not known what the last request did: no answer came, and the next run finds out',
    next,
  }
  log.fail(renderPacket(packet), packet)
  return resultOf(step, { result: 'retry', packet })
}

async function outcomeOf(step: Step, adapters: Adapters): Promise<Outcome> {
  try {
    return await run(step, adapters)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // A failure during shutdown is not a fault of the step.
    const isStop = adapters.stop.aborted && error.exit !== 75
    const failure = isStop ? new Stopped(adapters.stop.reason) : error
    return { result: failure.exit === exitCode.retry ? 'retry' : 'failed', packet: packetOf(failure) }
  }
}

/** Each kind is imported on its first call, so that a step does not load the code of the others. */
const runners = {
  preflight: async (step, adapters) => (await import('./preflight/preflight.ts')).preflight(step, adapters),
  stamp: async (step, adapters) => (await import('./migrate/stamp.ts')).stamp(step, adapters),
  migrate: async (step, adapters) => (await import('./migrate/migrate.ts')).migrate(step, adapters),
  expect: async (step, adapters) => (await import('./migrate/expect.ts')).expect(step, adapters),
  candidate: async (step, adapters) => (await import('./candidate/candidate.ts')).candidate(step, adapters),
  'smoke-test': async (step, adapters) => (await import('./smoke-test/step.ts')).smokeTest(step, adapters),
  verify: async (step, adapters) => (await import('./verify/verify.ts')).verify(step, adapters),
  complete: async (step, adapters) => (await import('./verify/complete.ts')).complete(step, adapters),
  gate: async (step, adapters) => (await import('./gate/gate.ts')).gate(step, adapters),
  report: async (step, adapters) => (await import('./report/report.ts')).report(step, adapters),
} as const satisfies { readonly [K in StepKind]: StepRunner<K> }

function run(step: Step, adapters: Adapters): Promise<Outcome> {
  switch (step.kind) {
    case 'preflight':
      return runners.preflight(step, adapters)
    case 'stamp':
      return runners.stamp(step, adapters)
    case 'migrate':
      return runners.migrate(step, adapters)
    case 'expect':
      return runners.expect(step, adapters)
    case 'candidate':
      return runners.candidate(step, adapters)
    case 'smoke-test':
      return runners['smoke-test'](step, adapters)
    case 'verify':
      return runners.verify(step, adapters)
    case 'complete':
      return runners.complete(step, adapters)
    case 'gate':
      return runners.gate(step, adapters)
    case 'report':
      return runners.report(step, adapters)
    default:
      return unreachable(step)
  }
}

function resultOf({ kind, pipeline, release }: Step, outcome: Outcome): RunResult {
  const common = { wavec: 1, step: kind, pipeline, release } as const
  if (outcome.result === 'ok')
    return { exit: exitCode.ok, verdict: { ...common, exit: exitCode.ok, message: outcome.proved } }
  const exit = outcome.result === 'retry' ? exitCode.retry : exitCode.failed
  const { code, message, next } = outcome.packet
  return { exit, verdict: { ...common, exit, code, message, next }, packet: outcome.packet }
}
