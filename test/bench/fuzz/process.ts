import { fork } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFolder } from './sandbox.ts'
import type { Case } from './verb-case.ts'
import type { Subject } from './verbs.ts'

/** These cases, one after the other; `keep` also returns what they were and leaves the last one's files. */
export interface Order {
  readonly subject: Subject
  readonly from: number
  readonly count: number
  readonly keep: boolean
  /** Milliseconds of processor time after which a case hangs. */
  readonly mostCpu: number
}

export interface Shown {
  readonly case: Case
  readonly stdout: string
  readonly stderr: string
  readonly folder: string
}

/** How one case ended. */
export interface Ended {
  readonly subject: Subject
  readonly seed: number
  /** Undefined if the process died. */
  readonly exit: number | undefined
  /** Milliseconds of processor time. */
  readonly cpu: number
  /** A violated guarantee; undefined if the case behaved. */
  readonly problem: string | undefined
  /** Peak of the whole process so far, in bytes. */
  readonly memory: number
  readonly shown: Shown | undefined
}

/** Starts processes until every case has ended. A process that dies takes only its present case with it. */
export async function runCases(orders: readonly Order[], tell: (ended: Ended) => void): Promise<void> {
  for (let left = orders; left.length > 0;) left = await runSome(left, tell)
}

/** What follows this case. */
function after(orders: readonly Order[], { subject, seed }: Pick<Ended, 'subject' | 'seed'>): readonly Order[] {
  const at = orders.findIndex((order) => order.subject === subject)
  const order = orders[at]
  if (order === undefined) return []
  const count = order.from + order.count - seed - 1
  return [...(count > 0 ? [{ ...order, from: seed + 1, count }] : []), ...orders.slice(at + 1)]
}

/** The cases that did not run. */
function runSome(orders: readonly Order[], tell: (ended: Ended) => void): Promise<readonly Order[]> {
  const folder = makeFolder()
  const sandbox = makeFolder()
  const paths = {
    FUZZ_STDOUT: join(folder, 'stdout'),
    FUZZ_STDERR: join(folder, 'stderr'),
    FUZZ_KILLED: join(folder, 'killed'),
  }
  const streams = [paths.FUZZ_STDOUT, paths.FUZZ_STDERR].map((path) => openSync(path, 'a'))
  const [out = 'ignore', err = 'ignore'] = streams
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${mostHeap}`, '--no-warnings'],
    env: { ...process.env, ...paths, FUZZ_SANDBOX: sandbox },
    stdio: ['ignore', out, err, 'ipc'],
    serialization: 'advanced',
  })
  let left = orders
  let hasStarted = false
  return new Promise((resolve, reject) => {
    child.on('message', (message: Ended | 'ready') => {
      if (message === 'ready') {
        hasStarted = true
        child.send(orders)
        return
      }
      left = after(left, message)
      tell(message)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const killed = readFileSync(paths.FUZZ_KILLED, 'utf8')
      const stderr = readFileSync(paths.FUZZ_STDERR, 'utf8')
      for (const stream of streams) closeSync(stream)
      rmSync(folder, { recursive: true, force: true })
      if (!orders.some(({ keep }) => keep)) rmSync(sandbox, { recursive: true, force: true })
      if (!hasStarted) reject(new Error(`the process of the cases did not start: ${stderr}`))
      else if (code === 0) resolve(left)
      else {
        const problem = killed === '' ? `the process died, ${signal ?? `exit ${code}`}: ${stderr.slice(-2000)}` : killed
        const [{ subject, from: seed } = { subject: 'help', from: 0 } as const] = left
        tell({ subject, seed, exit: undefined, cpu: 0, problem, memory: 0, shown: undefined })
        resolve(after(left, { subject, seed }))
      }
    })
  })
}

/** In megabytes: of 512 in all, the rest is code and the grammar. */
const mostHeap = 320
