// What the status of the candidate's own pod shows: restarts, and the results of exec probes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerState } from '../../src/connect/cluster.ts'
import { Failure } from '../../src/diagnostic/failure.ts'
import type { Probe } from '../../src/protocol/step.ts'
import { candidate } from '../../src/run/candidate/candidate.ts'
import { packetOf, quick, readiness, step, until } from './candidate-step.ts'
import { testAdapters } from './http-adapters.ts'
import { application } from './http-process.ts'

test('passes without a restart while it should stay ready', async () => {
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

test('a restart fails the step even if every probe passed, and the packet has its last lines', async () => {
  await using app = await application({ answers: { '/readyz': [200] } })
  await until(app.port)
  const restarted = { ...running('app'), ends: 1, ended: { reason: 'OOMKilled', exitCode: 137 } }
  using adapters = testAdapters({ cluster: statuses([[running('app')], [running('app')], [restarted]]) })
  const outcome = await candidate(
    step({ probes: [readiness(app.port)], stableFor: 5000, observeRestarts: true }),
    adapters,
  )
  assert.equal(outcome.result, 'failed')
  const { message, details, next } = packetOf(outcome)
  assert.equal(message, 'container app ended while it should stay ready: exit code 137 (OOMKilled)')
  assert.deepEqual(details, ['app, last lines:', 'heap is full'])
  assert.equal(next, 'kubectl describe pod -n shop -l wavec.dev/pipeline=orders,wavec.dev/stage=deploy')
})

test('a closed port waits until it is known how the container ended', async () => {
  await using app = await application({ answers: { '/readyz': [200] }, diesAfter: 1200 })
  await until(app.port)
  const dead = { ...running('app'), isRunning: false, ready: false, ends: 1, ended: { reason: 'Error', exitCode: 1 } }
  const up = Array.from({ length: 3 }, () => [running('app')])
  using adapters = testAdapters({ cluster: statuses([...up, [dead]]) })
  const probes = [readiness(app.port, { failureThreshold: 1000 })]
  const outcome = await candidate(step({ probes, stableFor: 20_000, observeRestarts: true }), adapters)
  assert.equal(packetOf(outcome).message, 'container app ended while it should stay ready: exit code 1 (Error)')
  assert.ok(adapters.lines.some((line) => /^warning: app refused a connection on port \d+, /.test(line)))
})

test('each crash is logged at once with its last lines, and the third one fails the step', async () => {
  const crashed = (ends: number) => [
    { ...running('app'), ready: false, isRunning: false, ends, ended: { reason: 'Error', exitCode: 1 } },
  ]
  using adapters = testAdapters({ cluster: statuses([crashed(1), crashed(2), crashed(3)]) })
  const outcome = await candidate(step({ probes: [readiness(1)], observeRestarts: true }), adapters)
  const { message, details } = packetOf(outcome)
  assert.equal(message, 'container app ended 3 times and never stayed ready: exit code 1 (Error)')
  assert.deepEqual(details, ['app, last lines:', 'heap is full'])
  assert.deepEqual(
    adapters.lines.filter((line) => line.startsWith('warning')),
    [1, 2].flatMap((ends) => [
      `warning: app ended${ends === 1 ? '' : ' 2 times so far'}: exit code 1 (Error)`,
      'warning: app, last lines:',
      'warning: heap is full',
    ]),
  )
})

test('last lines that can’t be read are said to be missing', async () => {
  const crashed = {
    ...running('app'),
    ready: false,
    isRunning: false,
    ends: 3,
    ended: { reason: 'Error', exitCode: 1 },
  }
  const read = statuses([[crashed]])
  const mute = async () => ({ ...(await read()), lastLines: refused })
  using adapters = testAdapters({ cluster: mute })
  const outcome = await candidate(step({ probes: [readiness(1)], observeRestarts: true }), adapters)
  assert.deepEqual(packetOf(outcome).details, [`the last lines of app can't be read: lacks the right "pods: get"`])
})

test('the result of an exec probe comes from the pod’s status of its container', async () => {
  const wavec = { ...running('wavec'), ready: false }
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
  assert.deepEqual(outcome.warnings, [], 'its port is watched instead')
  const idle = step({
    containers: ['app', 'idle'],
    probes: [readiness(app.port)],
    stableFor: 50,
    observeRestarts: true,
  })
  using half = testAdapters({ cluster })
  assert.deepEqual((await candidate(idle, half)).warnings, [
    'restarts of idle not observed: lacks the right "pods: get"',
  ])
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

const cluster = () => Promise.resolve({ ownContainers: refused, lastLines: refused, jobs: refused })

const exec: Probe = { ...quick, name: 'readiness', type: 'exec' }

function running(name: string): ContainerState {
  return { name, ready: true, isRunning: true, ends: 0 }
}

/** Each read returns the next status, then the last one forever. */
function statuses(list: readonly (readonly ContainerState[])[]) {
  let read = 0
  return () =>
    Promise.resolve({
      ownContainers: () => Promise.resolve(list[Math.min(read++, list.length - 1)] ?? []),
      lastLines: () => Promise.resolve(['heap is full']),
      jobs: () => Promise.resolve({ jobs: [], pods: [], events: [], began: undefined, unread: [] }),
    })
}
