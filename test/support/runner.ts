// `wavec run` as a separate process, as in a Job: the bundle, a Step in WAVEC_STEP, files in a folder.
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Packet, Verdict } from '../../src/protocol/packet.ts'
import type { Step } from '../../src/protocol/step.ts'
import { versionedNames } from '../../src/migrations/naming.ts'
import { migrationIndex } from '../../src/migrations/order.ts'
import { loadParser, reversalsBy } from '../../src/sql/index.ts'
import type { Database } from './postgres.ts'
import { program } from './program.ts'

const reversals = reversalsBy(await loadParser())

export interface Migrations extends Disposable {
  readonly folder: string
  readonly digest: string
}

/** A folder of migrations and its index, like mounted ConfigMaps. The way back is found by parsing each file whole. */
export function migrations(
  files: Readonly<Record<string, string | Uint8Array>>,
  wayBack: 'written' | 'absent' = 'written',
): Migrations {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-migrations-'))
  const listed = Object.entries(files).map(([name, content]) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
    return {
      name,
      path: name,
      text,
      checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
    }
  })
  const index = JSON.stringify(migrationIndex(listed, versionedNames, wayBack === 'written' ? reversals : undefined))
  writeFileSync(join(folder, 'index.json'), index)
  const digest = createHash('sha256').update(index).digest('hex')
  return { folder, digest, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

interface StepSettings {
  readonly release?: string
  readonly lockTimeout?: number
  readonly statementTimeout?: number
  readonly stopAfter?: number
  readonly schema?: string
}

function header({ digest }: Pick<Migrations, 'digest'>, { release = 'v1', stopAfter = 60_000 }: StepSettings) {
  return {
    contract: 1,
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release,
    digest,
    stopAfter,
  } as const
}

export function databaseOf({ lockTimeout = 2000, statementTimeout = 300_000, schema }: StepSettings) {
  return { engine: 'postgres', lockTimeout, statementTimeout, ...(schema === undefined ? {} : { schema }) } as const
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

export function migrateStep(
  set: Migrations,
  settings: StepSettings & Partial<Pick<Of<'migrate'>, 'expect'>> = {},
): Step {
  const { expect = [] } = settings
  const files = { tool: 'sql', index: `${set.folder}/index.json`, files: set.folder } as const
  return { ...header(set, settings), kind: 'migrate', database: databaseOf(settings), migrations: files, expect }
}

export function preflightStep(
  set: Migrations,
  settings: StepSettings & Partial<Pick<Of<'preflight'>, 'checks' | 'live'>> = {},
): Step {
  const { checks = {}, live } = settings
  const files = { tool: 'sql', index: `${set.folder}/index.json`, files: set.folder } as const
  return {
    ...header(set, settings),
    kind: 'preflight',
    database: databaseOf(settings),
    migrations: files,
    checks,
    ...(live === undefined ? {} : { live }),
  }
}

export function verifyStep(set: Migrations, settings: StepSettings = {}): Step {
  return {
    ...header(set, settings),
    kind: 'verify',
    database: databaseOf(settings),
    http: [],
    sql: [{ query: 'select 1', equals: 1 }],
  }
}

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly packet?: Packet
  readonly [field: string]: unknown
}

export interface Ran {
  /** Null after a signal. */
  readonly exit: number | null
  readonly ms: number
  readonly lines: readonly Line[]
  readonly stderr: string
  readonly verdict: Verdict | undefined
  readonly packet: Packet | undefined
}

export interface Running {
  readonly child: ChildProcess
  /** Resolves when its log contains this text; rejects when it ended without it. */
  readonly seen: (text: string) => Promise<void>
  readonly ended: Promise<Ran>
}

type Connection = Pick<Database, 'variables'>

interface Surroundings {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Words before the command, e.g. those that run it in another network. */
  readonly inside?: readonly string[]
}

/** Starts it; `ended` never rejects. */
export async function start(
  step: Step,
  { variables }: Connection,
  { args = [], env = {}, inside = [] }: Surroundings = {},
): Promise<Running> {
  const main = await program()
  const folder = mkdtempSync(join(tmpdir(), 'wavec-run-'))
  const log = join(folder, 'termination-log')
  const started = Date.now()
  const [command = process.execPath, ...words] = [...inside, process.execPath, main, 'run', ...args]
  const child = spawn(command, words, {
    env: {
      PATH: process.env['PATH'],
      WAVEC_STEP: JSON.stringify(step),
      WAVEC_TERMINATION_LOG: log,
      WAVEC_JOB: 'orders-2-migrate',
      WAVEC_POD_UID: randomUUID(),
      PGAPPNAME: 'wavec-orders-migrate',
      ...variables,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (exit) => {
      const lines = stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Line)
      const verdict = verdictIn(log)
      rmSync(folder, { recursive: true, force: true })
      resolve({
        exit,
        ms: Date.now() - started,
        lines,
        stderr,
        verdict,
        packet: lines.find(({ packet }) => packet !== undefined)?.packet,
      })
    })
  })
  const seen = async (text: string): Promise<void> => {
    const found = new Promise<true>((resolve) => {
      const look = (): void => {
        if (stdout.includes(text)) resolve(true)
      }
      waiting.add(look)
      look()
    })
    const first = await Promise.race([found, ended])
    if (first !== true && !stdout.includes(text)) throw new Error(`it ended without "${text}": ${stdout}${stderr}`)
  }
  return { child, seen, ended }
}

function verdictIn(path: string): Verdict | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Verdict
  } catch {
    return undefined
  }
}

export async function runWavec(
  step: Step,
  connection: Connection,
  options?: Parameters<typeof start>[2],
): Promise<Ran> {
  const { ended } = await start(step, connection, options)
  return ended
}
