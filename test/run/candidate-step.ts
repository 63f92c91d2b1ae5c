import assert from 'node:assert/strict'
import type * as z from 'zod'
import type { Candidate, Probe } from '../../src/protocol/step.ts'
import type { Outcome, StepOf } from '../../src/run/step-runner.ts'
import { testAdapters } from './http-adapters.ts'

type Given = Partial<z.output<typeof Candidate>>

export const quick = { container: 'app', timeout: 500, period: 40, failureThreshold: 3 }

type HttpProbe = Extract<Probe, { readonly type: 'http' }>

export function startup(port: number, more: Partial<HttpProbe> = {}): HttpProbe {
  return { ...readiness(port), name: 'startup', path: '/startupz', failureThreshold: 40, ...more }
}

export function readiness(port: number, more: Partial<HttpProbe> = {}): HttpProbe {
  return { ...quick, name: 'readiness', type: 'http', path: '/readyz', scheme: 'HTTP', port, ...more }
}

export function step(given: Given): StepOf<'candidate'> {
  return {
    contract: 1,
    kind: 'candidate',
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v2.4.0',
    digest: '0'.repeat(64),
    stopAfter: 60_000,
    candidate: { containers: ['app'], probes: [], stableFor: 100, observeRestarts: false, ...given },
  }
}

export function packetOf(outcome: Outcome) {
  assert.ok(outcome.result !== 'ok', JSON.stringify(outcome))
  return outcome.packet
}

/** Waits until the port is open, for tests of what comes after. */
export async function until(port: number): Promise<void> {
  const { http } = testAdapters({ stopAfter: 0 })
  for (;;) {
    const { ok } = await http.connect({ host: '127.0.0.1', port, timeout: 500 })
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
