// A process that runs one case after another through the entry of `bin/wavec`. See process.ts, which starts it.
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { start } from '../../../src/cli/start.ts'
import { repository } from '../../support/golden.ts'
import type { Files } from './files-tree.ts'
import { baseMaker } from './git-base.ts'
import { problemIn } from './judge.ts'
import { readProjects } from './projects.ts'
import { sandboxIn, snapshot, writeNodes, type Nodes } from './sandbox.ts'
import { caseOf, type Case } from './verb-case.ts'
import { cutNetwork, keepPrograms, makePrograms, renderedVariable } from './without-world.ts'
import { openWatch } from './watch.ts'
import type { Ended, Order } from './process.ts'

const { FUZZ_STDOUT: stdoutPath = '', FUZZ_STDERR: stderrPath = '', FUZZ_KILLED: killedPath = '' } = process.env
const sandbox = sandboxIn(process.env['FUZZ_SANDBOX'] ?? '')
const temporary = join(sandbox.folder, 'temporary')
const stdinPath = join(sandbox.folder, 'stdin')
const renderedPath = join(sandbox.folder, 'rendered')
mkdirSync(temporary)
writeFileSync(stdinPath, '')
writeFileSync(join(sandbox.folder, 'outside'), 'not yours\n')
const programs = makePrograms(sandbox.folder)
process.env = {
  PATH: programs,
  TMPDIR: temporary,
  HOME: sandbox.folder,
  GIT_CONFIG_NOSYSTEM: '1',
  [renderedVariable]: renderedPath,
  WAVEC_TERMINATION_LOG: join(sandbox.folder, 'verdict'),
}
// Where wavec looks for what is installed beside it.
process.argv[1] = join(sandbox.folder, 'wavec')
writeFileSync(process.argv[1], '')
writeFileSync(join(sandbox.folder, 'runner.br'), 'the program of the Jobs')
const setBase = baseMaker(sandbox)
keepPrograms(programs)
cutNetwork()
const watch = openWatch(killedPath)

/** Ends a case, not the process. */
class Exited extends Error {
  readonly code: number
  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** As it was before a case could call it. */
const end = process.exit.bind(process)
let onExit: (code: number) => void = () => {}
let surprise: string | undefined
process.exit = (code): never => {
  // `run` calls it without a code, long after it has answered, for connections that are still open.
  if (code === undefined) throw new Exited(0)
  onExit(Number(code))
  throw new Exited(Number(code))
}
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    if (!(error instanceof Exited))
      surprise ??= `${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  })

interface Run {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
  /** It ended its process, so what it left behind may disturb the next. */
  readonly isSpent: boolean
}

async function runIn(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Run> {
  ftruncateSync(1)
  ftruncateSync(2)
  Object.assign(process.env, variables)
  process.chdir(sandbox.root)
  process.exitCode = undefined
  let isSpent = false
  const exited = new Promise<void>((resolve) => {
    onExit = (code) => {
      process.exitCode = code
      isSpent = true
      resolve()
    }
  })
  // As the kubelet does: a case that waits for a server would wait for its deadline.
  const term = setInterval(() => process.emit('SIGTERM', 'SIGTERM'), 60)
  await Promise.race([start(words), exited])
  clearInterval(term)
  const exit = exitCode()
  // A rejection without a handler is reported only after the promise that caused it.
  await setImmediate()
  process.exitCode = undefined
  process.chdir(sandbox.folder)
  for (const name of Object.keys(variables)) delete process.env[name]
  return { exit, stdout: readFileSync(stdoutPath, 'utf8'), stderr: readFileSync(stderrPath, 'utf8'), isSpent }
}

/** As its user would see it. */
function exitCode(): number {
  return Number(process.exitCode ?? 0)
}

function giveStdin(text: string): void {
  writeFileSync(stdinPath, text)
  // The lowest number that is free, which is the one that was just closed.
  closeSync(0)
  openSync(stdinPath, 'r')
}

async function compiled(files: Files): Promise<Files> {
  writeNodes(sandbox.root, files)
  await runIn(['compile'], {})
  const after: [string, string][] = [...snapshot(sandbox.root)].map(([path, content]) => [
    path,
    Buffer.from(content, 'latin1').toString(),
  ])
  return new Map(after)
}

const projects = readProjects(repository, compiled)

export interface Played {
  readonly run: Run
  readonly problem: string | undefined
  readonly cpu: number
}

async function play(each: Case, mostCpu: number): Promise<Played> {
  prepare(each.nodes, each)
  const before = snapshot(sandbox.root)
  const beside = strays()
  surprise = undefined
  watch.begin(mostCpu)
  const run = await runIn(each.words, each.variables)
  const cpu = watch.end()
  const after = snapshot(sandbox.root)
  const found = strays().filter((path) => !beside.includes(path))
  if (readFileSync(join(sandbox.folder, 'outside'), 'utf8') !== 'not yours\n') found.push('outside')
  return { run, cpu, problem: surprise ?? problemIn(each, { ...run, before, after, strays: found }) }
}

function prepare(nodes: Nodes, { base, stdin, rendered }: Case): void {
  writeNodes(sandbox.root, nodes)
  setBase(base, nodes)
  giveStdin(stdin)
  writeFileSync(renderedPath, rendered ?? '')
  process.env[renderedVariable] = rendered === undefined ? `${renderedPath}-absent` : renderedPath
}

/** What lies beside the repository. */
function strays(): string[] {
  const own = readdirSync(sandbox.folder).filter((name) => name !== 'verdict' && name !== 'repository')
  return [...own, ...readdirSync(temporary)]
}

async function follow(orders: readonly Order[]): Promise<void> {
  for (const order of orders) if ((await obey(order)) === 'spent') break
  leave(0)
}

/** Spent: a case ended its process, and what it left behind may disturb the next. */
async function obey({ subject, from, count, keep, mostCpu }: Order): Promise<'fresh' | 'spent'> {
  for (let seed = from; seed < from + count; seed++) {
    const each = await caseOf(subject, seed, projects, sandbox)
    const { run, problem, cpu } = await play(each, mostCpu)
    const { maxRSS } = process.resourceUsage()
    const shown = keep ? { case: each, stdout: run.stdout, stderr: run.stderr, folder: sandbox.root } : undefined
    const ended: Ended = { subject, seed, exit: run.exit, cpu, problem, memory: maxRSS * 1024, shown }
    process.send?.(ended)
    if (run.isSpent) return 'spent'
  }
  return 'fresh'
}

function leave(code: number): never {
  process.disconnect()
  return end(code)
}

process.on('message', (orders: readonly Order[]) => {
  follow(orders).catch((error: unknown) => {
    // Of the fuzzer, not of what it tries.
    writeFileSync(stderrPath, error instanceof Error ? (error.stack ?? '') : String(error))
    leave(1)
  })
})
process.send?.('ready')
