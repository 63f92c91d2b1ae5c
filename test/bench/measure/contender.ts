import { spawnSync } from 'node:child_process'

/** A process to be timed. */
export interface Contender {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Exit codes other than 0 that do not count as a failure. */
  readonly exits?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  /** Runs before each measurement; not timed. */
  before(): void
}

/** Runs it to its end; returns milliseconds of wall clock. Throws if it fails. */
export function time(contender: Contender, env: NodeJS.ProcessEnv = {}): number {
  contender.before()
  const { program, args, cwd, exits = [], env: own } = contender
  const started = process.hrtime.bigint()
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...plainEnvironment(), ...own, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const ended = process.hrtime.bigint()
  if (error !== undefined) throw error
  if (status !== 0 && (status === null || !exits.includes(status)))
    throw new Error(`${contender.name} exited with ${status}\n${stderr}`)
  return Number(ended - started) / 1e6
}

/** Node 20 parses NODE_EXTRA_CA_CERTS at each start, which takes longer than the start itself. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env
  return rest
}
