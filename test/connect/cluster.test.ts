import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ClusterAccess } from '../../src/connect/cluster-access.ts'
import { cluster } from '../../src/connect/cluster.ts'
import { Failure } from '../../src/diagnostic/failure.ts'
import { lineOf, outcomesOf, resultOf } from '../../src/jobs/index.ts'
import { textAt } from '../../src/protocol/json.ts'
import { account, candidatePod, jobs, pods, status } from './cluster-answers.ts'
import { closedPort, tlsFolder } from './http-servers.ts'
import { replayedApi, send, sendPage, type Answer, type ReplayedApi } from './replayed-api.ts'

const own = { namespace: 'shop', name: 'orders-3-deploy-x7k2p' }

test('reads the pod’s own containers, native sidecars included, and how they ended', async () => {
  await using api = await fakeApi(replay)
  assert.deepEqual(await api.cluster.ownContainers(), [
    { name: 'render-config', ready: true, isRunning: false, ends: 1, ended: { reason: 'Completed', exitCode: 0 } },
    { name: 'app', ready: true, isRunning: true, ends: 2, ended: { reason: 'OOMKilled', exitCode: 137 } },
    { name: 'collector', ready: false, isRunning: true, ends: 0 },
    { name: 'wavec', ready: true, isRunning: true, ends: 0 },
  ])
  assert.deepEqual(api.requests, ['GET /api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p Bearer first'])
})

test('reads the last lines of the instance that ended, which is the previous one once another runs', async () => {
  const log = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/plain' })
  const long = 'x'.repeat(600)
  await using api = await fakeApi((_request, response) => log(response).end(`listening\n\n${long}\n`))
  const app = { name: 'app', ready: false, isRunning: false, ends: 1 }
  assert.deepEqual(await api.cluster.lastLines(app), ['listening', `${'x'.repeat(500)}…`])
  await api.cluster.lastLines({ ...app, isRunning: true })
  const path = 'GET /api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p/log?container=app'
  assert.deepEqual(api.requests, [
    `${path}&previous=false&tailLines=10 Bearer first`,
    `${path}&previous=true&tailLines=10 Bearer first`,
  ])
})

const names = ['orders-1-preflight', 'orders-2-migrate', 'orders-3-deploy', 'orders-4-smoke-test']
const asked = { namespace: 'shop', pipeline: 'orders', account: 'orders-report', names }

test('finds Jobs by name over several pages, each with the verdict of its newest pod', async () => {
  await using api = await fakeApi(replay, { page: 2 })
  const seen = await api.cluster.jobs(asked)
  assert.deepEqual(
    outcomesOf({ pipeline: 'orders', release: 'v2.4.0', digest: 'd1', began: seen.began, names }, seen).map(lineOf),
    [
      'orders-1-preflight: succeeded: the database is ready',
      'orders-2-migrate: failed: V14 failed',
      'orders-3-deploy: running',
      'orders-4-smoke-test: not started in this sync',
    ],
  )
  assert.deepEqual(seen.unread, [])
  const paths = api.requests.map((line) => decodeURIComponent(line.replaceAll('+', ' ').replace(/ Bearer.*/, '')))
  const label = 'labelSelector=wavec.dev/pipeline=orders'
  assert.equal(paths[0], `GET /apis/batch/v1/namespaces/shop/jobs?${label}&limit=2`)
  assert.equal(paths[1], `GET /apis/batch/v1/namespaces/shop/jobs?${label}&limit=2&continue=2`)
  assert.match(
    paths[2] ?? '',
    /pods\?labelSelector=wavec.dev\/pipeline=orders,batch.kubernetes.io\/job-name in \(orders-1-preflight,orders-2-migrate,/,
  )
  assert.deepEqual(paths.slice(5), [
    'GET /api/v1/namespaces/shop/serviceaccounts/orders-report',
    // Only of the Jobs that have not succeeded, and of their pods.
    ...['job-2', 'job-3', 'orders-2-migrate-bbbbb', 'orders-2-migrate-ccccc', candidatePod.metadata.uid].map(
      (uid) => `GET /api/v1/namespaces/shop/events?fieldSelector=involvedObject.uid=${uid}&limit=2`,
    ),
  ])
})

test('what may not be read is said, and the rest is reported without it', async () => {
  await using api = await fakeApi((request, response) => {
    if (!/events|serviceaccounts/.test(request.url ?? '')) return replay(request, response)
    send(response, 403, status(403, 'Forbidden', `cannot ${request.method} this`))
  })
  const seen = await api.cluster.jobs(asked)
  assert.deepEqual([seen.events, seen.began, seen.jobs.length], [undefined, undefined, 3])
  assert.match(
    seen.unread.join('\n'),
    /^the start of this sync was not read: .*\nthe events were not read: .*may not list events/,
  )
})

test('the token is read for each request, because the kubelet renews it', async () => {
  await using api = await fakeApi(replay)
  await api.cluster.ownContainers()
  writeFileSync(join(api.folder, 'token'), 'second\n')
  await api.cluster.ownContainers()
  assert.deepEqual(
    api.requests.map((line) => line.split(' ').at(-1)),
    ['first', 'second'],
  )
})

const refusals = [
  {
    name: '401',
    body: status(401, 'Unauthorized', 'Unauthorized'),
    code: 'cluster/unauthorized',
    exit: 4,
    message: "Kubernetes refused the pod's token: Unauthorized",
    next: 'kubectl get serviceaccount',
  },
  {
    name: '403',
    body: status(
      403,
      'Forbidden',
      'pods "orders-3-deploy-x7k2p" is forbidden: User "system:serviceaccount:shop:orders" cannot get resource "pods" in API group "" in the namespace "shop"',
    ),
    code: 'cluster/forbidden',
    exit: 4,
    message: /^the service account may not get pods in namespace shop: pods "orders-3-deploy-x7k2p" is forbidden/,
    next: 'kubectl auth can-i get pods -n shop --as=system:serviceaccount:shop:orders',
  },
  {
    name: '404',
    body: status(404, 'NotFound', 'pods "orders-3-deploy-x7k2p" not found'),
    code: 'cluster/not-found',
    exit: 4,
    message: 'the object does not exist in Kubernetes: pods "orders-3-deploy-x7k2p" not found',
    next: 'kubectl get --raw /api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p',
  },
  {
    name: '410',
    body: status(410, 'Expired', 'The provided continue parameter is too old'),
    code: 'cluster/expired',
    exit: 4,
    message: /^the list expired while it was read: The provided continue parameter is too old$/,
    next: 'kubectl get jobs',
  },
  {
    name: '500',
    body: status(500, 'InternalError', 'etcdserver: leader changed'),
    code: 'cluster/refused',
    exit: 75,
    message:
      'Kubernetes answered GET /api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p with 500: etcdserver: leader changed',
    next: 'kubectl get --raw /api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p',
  },
] as const

for (const { name, body, code, exit, message, next } of refusals) {
  test(`a refusal keeps the API’s message: ${name}`, async () => {
    await using api = await fakeApi((_request, response) => send(response, Number(name), body))
    const failure = await refusedBy(api.cluster.ownContainers())
    assert.equal(failure.code, code)
    assert.equal(failure.exit, exit)
    if (typeof message === 'string') assert.equal(failure.message, message)
    else assert.match(failure.message, message)
    assert.equal(failure.next, next)
    assert.doesNotMatch(JSON.stringify([failure.message, failure.next]), /first/)
  })
}

test('a busy API and a list that expired between pages are retried', async () => {
  let busy = 2
  await using flaky = await fakeApi((request, response) =>
    busy-- > 0 ? send(response, 429, status(429, 'TooManyRequests', 'slow down')) : replay(request, response),
  )
  assert.equal((await flaky.cluster.ownContainers()).length, 4)
  let expired = 1
  await using moving = await fakeApi(
    (request, response) => {
      if (request.url?.includes('continue=') === true && expired-- > 0)
        send(response, 410, status(410, 'Expired', 'too old'))
      else replay(request, response)
    },
    { page: 2 },
  )
  assert.deepEqual((await moving.cluster.jobs(asked)).jobs.map(resultOf).at(0), { state: 'succeeded' })
})

test('a missing token, a server that is not Kubernetes and an untrusted one are reported as such', async () => {
  await using html = await fakeApi((_request, response) => void response.end('<html>'))
  assert.equal((await refusedBy(html.cluster.ownContainers())).code, 'cluster/not-json')
  const gone = await refusedBy(
    cluster({ ...html.access, server: `https://127.0.0.1:${await closedPort()}` }, own).ownContainers(),
  )
  assert.deepEqual([gone.code, gone.exit], ['cluster/unreachable', 75])
  assert.match(gone.message, /connection refused$/)
  rmSync(join(html.folder, 'token'))
  assert.equal((await refusedBy(html.cluster.ownContainers())).code, 'cluster/no-token')
  await using stranger = await fakeApi(replay)
  writeFileSync(join(stranger.folder, 'ca.crt'), '')
  assert.match((await refusedBy(stranger.cluster.ownContainers())).message, /certificate/)
})

test('a request that hangs ends at its timeout, and at once when the step is stopped', async () => {
  await using silent = await fakeApi(() => {})
  const late = await refusedBy(cluster({ ...silent.access, timeout: 50 }, own).ownContainers())
  assert.match(late.message, /connected, no answer within 50 ms$/)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 30)
  assert.match(
    (await refusedBy(cluster({ ...silent.access, stop: stop.signal }, own).ownContainers())).message,
    /stopped/,
  )
})

test('the official client reads the same values from the server', async () => {
  await using api = await fakeApi(replay)
  const k8s = await import('@kubernetes/client-node')
  const config = new k8s.KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'c', server: api.access.server, caData: readFileSync(`${tlsFolder}ca.pem`).toString('base64') }],
    users: [{ name: 'u', token: 'first' }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  })
  const pod = await config.makeApiClient(k8s.CoreV1Api).readNamespacedPod(own)
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
  assert.deepEqual(
    statuses.map(({ name, ready, restartCount, state, lastState }) => {
      const ended = state?.terminated ?? lastState?.terminated
      return {
        name,
        ready,
        isRunning: state?.running !== undefined,
        ends: restartCount + (ended === undefined || state?.running !== undefined ? 0 : 1),
        ...(ended === undefined ? {} : { ended: { reason: ended.reason, exitCode: ended.exitCode } }),
      }
    }),
    await api.cluster.ownContainers(),
  )
  const list = await config
    .makeApiClient(k8s.BatchV1Api)
    .listNamespacedJob({ namespace: 'shop', labelSelector: 'wavec.dev/pipeline' })
  const theirs = list.items.map(({ metadata, status: found }) => {
    const holds = (type: string) =>
      found?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true
    return { name: metadata?.name, state: holds('Complete') ? 'succeeded' : holds('Failed') ? 'failed' : 'running' }
  })
  const ours = await api.cluster.jobs({ ...asked, names: theirs.map(({ name }) => name ?? '') })
  assert.deepEqual(
    ours.jobs.map((job) => ({ name: textAt(job, 'metadata', 'name'), state: resultOf(job).state })),
    theirs,
  )
})

function fakeApi(answer: Answer, settings?: Partial<ClusterAccess>): Promise<ReplayedApi> {
  return replayedApi(own, answer, settings)
}

function replay(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', 'https://api')
  if (pathname === '/api/v1/namespaces/shop/pods/orders-3-deploy-x7k2p') return send(response, 200, candidatePod)
  if (pathname === '/api/v1/namespaces/shop/serviceaccounts/orders-report') return send(response, 200, account)
  sendPage(request, response, pathname.endsWith('/jobs') ? jobs : pathname.endsWith('/events') ? [] : pods)
}

async function refusedBy(work: Promise<unknown>): Promise<Failure> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}
