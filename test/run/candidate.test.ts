import assert from 'node:assert/strict'
import { test } from 'node:test'
import type * as z from 'zod'
import type { ContainerState } from '../../src/connect/cluster.ts'
import type { Http } from '../../src/connect/http.ts'
import { Failure } from '../../src/diagnostic/failure.ts'
import type { Candidate, Probe } from '../../src/protocol/step.ts'
import { candidate } from '../../src/run/candidate/candidate.ts'
import type { Outcome, StepOf } from '../../src/run/step-runner.ts'
import { timers } from '../connect/http-servers.ts'
import { testAdapters } from './http-adapters.ts'
import { application } from './http-process.ts'

type Given = Partial<z.output<typeof Candidate>>

const quick = { container: 'app', timeout: 500, period: 40, failureThreshold: 3 }

type HttpProbe = Extract<Probe, { readonly type: 'http' }>

function startup(port: number, more: Partial<HttpProbe> = {}): HttpProbe {
  return { ...readiness(port), name: 'startup', path: '/startupz', failureThreshold: 40, ...more }
}

function readiness(port: number, more: Partial<HttpProbe> = {}): HttpProbe {
  return { ...quick, name: 'readiness', type: 'http', path: '/readyz', scheme: 'HTTP', port, ...more }
}

/** Counts the requests by path. */
function counting(http: Http, afterwards: () => void = () => {}) {
  const paths: string[] = []
  const get: Http['get'] = async (request) => {
    paths.push(new URL(request.url).pathname)
    const answer = await http.get(request)
    // By then the caller has read the response, and waits.
    setImmediate(afterwards)
    return answer
  }
  return { http: { ...http, get }, asked: (path: string) => paths.filter((other) => other === path).length }
}

test('a candidate that starts, becomes ready and stays ready passes, and each probe result is logged', async () => {
  await using app = await application({
    listensAfter: 500,
    answers: { '/startupz': [503, 204], '/readyz': [503, 503, 200] },
  })
  using adapters = testAdapters()
  const before = timers()
  const { http, asked } = counting(adapters.http)
  const probes = [startup(app.port), readiness(app.port)]
  const outcome = await candidate(step({ probes, stableFor: 300 }), { ...adapters, http })
  assert.deepEqual(outcome, {
    result: 'ok',
    proved: 'v2.4.0 starts on the migrated schema and stayed ready for 300 ms (restarts not observed)',
    warnings: ['restarts not observed: this pod has no permission to read its own status'],
  })
  assert.ok(asked('/readyz') > 3, 'asked again after it had passed: for as long as it has to stay ready')
  assert.deepEqual(
    adapters.lines.map((line) => line.replace(String(app.port), 'PORT')),
    [
      'app startup GET :PORT/startupz: connection refused',
      'app startup GET :PORT/startupz: status 503: "status 503"',
      'app startup GET :PORT/startupz: status 204',
      'app readiness GET :PORT/readyz: status 503: "status 503"',
      'app readiness GET :PORT/readyz: status 200: "status 200"',
    ],
  )
  assert.equal(timers(), before)
})

test('a startup probe that fails beyond its threshold fails the step and names container, probe and last response', async () => {
  await using app = await application({ answers: { '/startupz': [500] } })
  using adapters = testAdapters()
  await until(app.port)
  const outcome = await candidate(
    step({ probes: [startup(app.port, { failureThreshold: 3 }), readiness(app.port)] }),
    adapters,
  )
  assert.equal(outcome.result, 'failed')
  const { code, message, next } = packetOf(outcome)
  assert.equal(code, 'candidate/not-started')
  assert.match(
    message,
    /^container app did not start: its startup probe GET :\d+\/startupz failed 3 times in [\d.]+ m?s, last answer: status 500: "status 500"$/,
  )
  assert.equal(next, 'kubectl logs -n shop -l wavec.dev/pipeline=orders,wavec.dev/stage=deploy -c app')
})

test('an application that dies while it should stay ready does not pass, even with a high failure threshold', async () => {
  await using app = await application({ answers: { '/readyz': [200] }, diesAfter: 500 })
  await until(app.port)
  using adapters = testAdapters({ stopAfter: 2500 })
  const outcome = await candidate(
    step({ probes: [readiness(app.port, { failureThreshold: 1000 })], stableFor: 1000 }),
    adapters,
  )
  assert.equal(outcome.result, 'retry')
  assert.match(
    packetOf(outcome).message,
    /^the candidate became ready, but did not stay ready for 1 s before the step ended after [\d.]+ s$/,
  )
})

test('a moment without readiness restarts the time for which it must stay ready', async () => {
  await using app = await application({ answers: { '/readyz': [200, 200, 503, 503, 503, 200] } })
  await until(app.port)
  using adapters = testAdapters()
  const outcome = await candidate(step({ probes: [readiness(app.port)], stableFor: 250 }), adapters)
  assert.equal(outcome.result, 'ok')
  assert.ok(
    adapters.lines.includes('warning: app is no longer ready: status 503: "status 503"'),
    adapters.lines.join('\n'),
  )
})

test('all containers must be ready, and the timeout names the one that is not', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await using collector = await application({ answers: { '/readyz': [503] } })
  await Promise.all([until(app.port), until(collector.port)])
  using adapters = testAdapters({ stopAfter: 400 })
  const probes = [readiness(app.port), readiness(collector.port, { container: 'collector' })]
  const outcome = await candidate(step({ containers: ['app', 'collector'], probes }), adapters)
  assert.equal(outcome.result, 'retry')
  const { message, next, state } = packetOf(outcome)
  assert.match(message, /^the candidate is not ready after \d+ ms: collector: readiness GET :\d+\/readyz: status 503/)
  assert.equal(next, 'kubectl logs -n shop -l wavec.dev/pipeline=orders,wavec.dev/stage=deploy -c collector')
  assert.match(state ?? '', /The workload was not changed/)
})

test('TCP probes and redirects are judged as by the kubelet', async () => {
  await using app = await application({ answers: { '/readyz': [302], '/moved': [503, 200] } })
  await until(app.port)
  using adapters = testAdapters()
  const tcp: Probe = { ...quick, name: 'startup', type: 'tcp', port: app.port }
  const outcome = await candidate(step({ probes: [tcp, readiness(app.port)], stableFor: 50 }), adapters)
  assert.equal(outcome.result, 'ok')
  assert.deepEqual(
    adapters.lines.map((line) => line.replace(String(app.port), 'PORT')),
    [
      'app startup tcp :PORT: open',
      'app readiness GET :PORT/readyz: status 503: "status 503"',
      'app readiness GET :PORT/readyz: status 200: "status 200"',
    ],
  )
})

test('a signal ends the wait between probes at once', async () => {
  await using app = await application({ answers: { '/readyz': [503] } })
  using adapters = testAdapters()
  const before = timers()
  const { http, asked } = counting(adapters.http, adapters.interrupt)
  await assert.rejects(
    candidate(step({ probes: [readiness(app.port, { period: 30_000 })] }), { ...adapters, http }),
    (error: unknown) => {
      assert.ok(error instanceof Failure)
      assert.deepEqual([error.code, error.exit, error.message], ['run/stopped', 75, 'stopped: SIGTERM'])
      return true
    },
  )
  assert.equal(asked('/readyz'), 1, 'the period of the probe was not waited for')
  assert.equal(timers(), before)
})

test('a candidate without probes proves only that it starts, and the message says so', async () => {
  using adapters = testAdapters()
  const outcome = await candidate(step({ probes: [] }), adapters)
  assert.equal(outcome.result, 'ok')
  assert.equal(
    outcome.proved,
    'v2.4.0 starts on the migrated schema. It has no probes, so its readiness was not checked (restarts not observed)',
  )
})

test('with the pod’s status: passes without a restart while it should stay ready', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await until(app.port)
  using adapters = testAdapters({ cluster: statuses([[running('app')]]) })
  const outcome = await candidate(
    step({ probes: [readiness(app.port)], stableFor: 1200, observeRestarts: true }),
    adapters,
  )
  assert.deepEqual(outcome, {
    result: 'ok',
    proved: 'v2.4.0 starts on the migrated schema and stayed ready for 1.2 s without a restart',
    warnings: [],
  })
})

test('with the pod’s status: a restart fails the step, even if every probe passed', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await until(app.port)
  const restarted = { ...running('app'), restarts: 1, ended: { reason: 'OOMKilled', exitCode: 137 } }
  using adapters = testAdapters({ cluster: statuses([[running('app')], [running('app')], [restarted]]) })
  const outcome = await candidate(
    step({ probes: [readiness(app.port)], stableFor: 5000, observeRestarts: true }),
    adapters,
  )
  assert.equal(outcome.result, 'failed')
  const { message, next } = packetOf(outcome)
  assert.equal(
    message,
    'container app was restarted while it should stay ready: it ended with exit code 137 (OOMKilled)',
  )
  assert.equal(next, 'kubectl logs -n shop -l wavec.dev/pipeline=orders,wavec.dev/stage=deploy -c app --previous')
})

test('with the pod’s status: a container that crashes repeatedly fails the step before the deadline', async () => {
  const crashing = { ...running('app'), ready: false, restarts: 3, ended: { reason: 'Error', exitCode: 1 } }
  using adapters = testAdapters({ cluster: statuses([[crashing]]) })
  const outcome = await candidate(step({ probes: [readiness(1)], observeRestarts: true }), adapters)
  assert.equal(
    packetOf(outcome).message,
    'container app was restarted 3 times and never stayed ready: it ended with exit code 1 (Error)',
  )
})

test('the result of an exec probe comes from the pod’s status of its container', async () => {
  const wavec = { name: 'wavec', ready: false, restarts: 0 }
  const waiting = [{ ...running('app'), ready: false }, wavec]
  using adapters = testAdapters({ cluster: statuses([waiting, [running('app'), wavec]]) })
  const outcome = await candidate(step({ probes: [exec], stableFor: 0, observeRestarts: true }), adapters)
  assert.equal(outcome.result, 'ok')
  using late = testAdapters({ cluster: statuses([waiting]), stopAfter: 200 })
  const never = await candidate(step({ probes: [exec], observeRestarts: true }), late)
  assert.equal(never.result, 'retry')
  assert.match(packetOf(never).message, /pod: app not ready according to the exec probe$/)
})

test('without permission to read the status, restarts are ignored with a warning, and an exec probe fails the step', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await until(app.port)
  using adapters = testAdapters({ cluster })
  const outcome = await candidate(
    step({ probes: [readiness(app.port)], stableFor: 50, observeRestarts: true }),
    adapters,
  )
  assert.equal(outcome.result, 'ok')
  assert.deepEqual(outcome.warnings, ['restarts not observed: lacks the right "pods: get"'])
  using blind = testAdapters({ cluster })
  const unread = await candidate(step({ probes: [exec], observeRestarts: true }), blind)
  assert.equal(packetOf(unread).code, 'candidate/status-unreadable')
  assert.equal(packetOf(unread).next, 'kubectl auth can-i')
})

/** The API's refusal for a service account without the permission. */
const refused = async (): Promise<never> =>
  Promise.reject(
    new Failure('lacks the right "pods: get"', { code: 'cluster/forbidden', exit: 4, next: 'kubectl auth can-i' }),
  )

const cluster = () => Promise.resolve({ ownContainers: refused, jobs: refused })

const exec: Probe = { ...quick, name: 'readiness', type: 'exec' }

function step(given: Given): StepOf<'candidate'> {
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

function running(name: string): ContainerState {
  return { name, ready: true, restarts: 0 }
}

/** Each read returns the next status, then the last one forever. */
function statuses(list: readonly (readonly ContainerState[])[]) {
  let read = 0
  return () =>
    Promise.resolve({
      ownContainers: () => Promise.resolve(list[Math.min(read++, list.length - 1)] ?? []),
      jobs: () => Promise.resolve([]),
    })
}

function packetOf(outcome: Outcome) {
  assert.ok(outcome.result !== 'ok', JSON.stringify(outcome))
  return outcome.packet
}

/** Waits until the port is open, for tests of what comes after. */
async function until(port: number): Promise<void> {
  const { http } = testAdapters({ stopAfter: 0 })
  for (;;) {
    const { ok } = await http.connect({ host: '127.0.0.1', port, timeout: 500 })
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
