import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Http } from '../../src/connect/http.ts'
import { Failure } from '../../src/diagnostic/failure.ts'
import type { Probe } from '../../src/protocol/step.ts'
import { candidate } from '../../src/run/candidate/candidate.ts'
import { timers } from '../connect/http-servers.ts'
import { packetOf, quick, readiness, startup, step, until } from './candidate-step.ts'
import { testAdapters } from './http-adapters.ts'
import { application } from './http-process.ts'

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
    proved: 'v2.4.0 starts on the migrated schema and stayed ready for 300 ms, and no port was closed meanwhile',
    warnings: [],
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

test('it has stayed ready for as long as it should, not for a whole period of its probe', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await until(app.port)
  using adapters = testAdapters({ stopAfter: 10_000 })
  const { http, asked } = counting(adapters.http)
  const probes = [readiness(app.port, { period: 30_000 })]
  const outcome = await candidate(step({ probes, stableFor: 700 }), { ...adapters, http })
  assert.equal(outcome.result, 'ok')
  assert.equal(asked('/readyz'), 2)
})

test('an application that dies between two probes fails the step, though the pod may not read its status', async () => {
  await using app = await application({ answers: { '/readyz': [200] }, diesAfter: 500 })
  await until(app.port)
  using adapters = testAdapters({ stopAfter: 20_000 })
  const probes = [readiness(app.port, { failureThreshold: 1000, period: 30_000 })]
  const outcome = await candidate(step({ probes, stableFor: 10_000 }), adapters)
  assert.equal(outcome.result, 'failed')
  const { code, message, next } = packetOf(outcome)
  assert.equal(code, 'candidate/restarted')
  assert.equal(
    message.replace(String(app.port), 'PORT'),
    'container app refused a connection on port PORT while it should stay ready: it ended, or it was restarted',
  )
  assert.equal(next, 'kubectl describe pod -n shop -l wavec.dev/pipeline=orders,wavec.dev/stage=deploy')
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
