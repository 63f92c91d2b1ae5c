// The adapters of a step in this process: real network, real clock, and a log that the test reads.
import { systemClock } from '../../src/connect/clock.ts'
import { http } from '../../src/connect/http.ts'
import type { Adapters } from '../../src/run/step-runner.ts'
import { tools } from '../../src/tools/index.ts'

export interface Given {
  /** Milliseconds until the step must have ended; a minute by default. */
  readonly stopAfter?: number
  readonly cluster?: NonNullable<Adapters['cluster']>
  readonly database?: Adapters['database']
}

export interface TestAdapters extends Adapters, Disposable {
  /** The logged lines. */
  readonly lines: readonly string[]
  /** Ends the step as a signal would. */
  readonly interrupt: () => void
}

export function testAdapters({ stopAfter = 60_000, cluster, database }: Given = {}): TestAdapters {
  const stop = new AbortController()
  const lines: string[] = []
  const timer = setTimeout(() => stop.abort({ why: 'deadline', text: `${stopAfter} ms are over` }), stopAfter)
  return {
    database: database ?? (() => Promise.reject(new Error('this test has no database'))),
    http,
    ...(cluster === undefined ? {} : { cluster }),
    clock: systemClock(Date.now() + stopAfter),
    log: {
      info: (message) => void lines.push(message),
      warn: (message) => void lines.push(`warning: ${message}`),
      fail: (text) => void lines.push(...text),
    },
    files: { read: () => Promise.reject(new Error('this test has no files')) },
    random: () => 0.5,
    stop: stop.signal,
    identity: { job: 'orders-3-deploy', pod: 'pod-uid' },
    mode: 'run',
    program: 'test',
    tools,
    lines,
    interrupt: () => stop.abort({ why: 'signal', text: 'SIGTERM' }),
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
