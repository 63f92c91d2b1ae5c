import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

/** Ends this process when a case takes too long; the main thread may be in a loop that never ends. */
export interface Watch {
  /** What this case may take, in milliseconds of this process's own time: what else the machine does is not a fault of it. */
  begin(mostCpu: number): void
  /** Milliseconds of processor time since `begin`. */
  end(): number
}

/** Of the clock, for a case that only waits. */
const mostWait = 120_000

export function openWatch(killedPath: string): Watch {
  const shared = new SharedArrayBuffer(24)
  const started = new Float64Array(shared)
  const worker = new Worker(program, {
    eval: true,
    execArgv: [],
    workerData: { shared, killedPath, mostWait },
  })
  worker.unref()
  writeFileSync(killedPath, '')
  let before = 0
  return {
    begin: (mostCpu) => {
      before = cpuNow()
      started[0] = before
      started[2] = mostCpu
      started[1] = Date.now()
    },
    end: () => {
      started[1] = 0
      return cpuNow() - before
    },
  }
}

function cpuNow(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const program = `
const { workerData: { shared, killedPath, mostWait } } = require('node:worker_threads')
const { writeFileSync } = require('node:fs')
const started = new Float64Array(shared)
setInterval(() => {
  const [cpu, at, mostCpu] = started
  if (at === 0) return
  const { user, system } = process.cpuUsage()
  const used = (user + system) / 1000 - cpu
  const waited = Date.now() - at
  // The main thread may have gone on meanwhile.
  if (started[1] !== at || (used < mostCpu && waited < mostWait)) return
  const why = used < mostCpu ? 'waits, and does not end within ' + mostWait / 1000 + ' s' : 'takes more than ' + mostCpu + ' ms of processor time'
  writeFileSync(killedPath, why)
  process.kill(process.pid, 'SIGKILL')
}, 100)
`
