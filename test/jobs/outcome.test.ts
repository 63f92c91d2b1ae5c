// What a Job's outcome is made of, on recorded objects with one thing changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headline, lineOf, outcomesOf, type ApiObjects } from '../../src/jobs/index.ts'
import { recordingOf, type Recorded } from '../report/recorded.ts'

type ThisSync = Parameters<typeof outcomesOf>[0]

function syncOf({ pipeline, release, digest, began, jobs }: Recorded): ThisSync {
  return { pipeline, release, digest, began, names: jobs.map(({ metadata }) => metadata.name) }
}

function linesOf(sync: ThisSync, objects: ApiObjects): readonly string[] {
  return outcomesOf(sync, objects).map(lineOf)
}

const pull = recordingOf('pull')
const badsql = recordingOf('badsql')
const freeze = recordingOf('freeze')

test('without a sign of the start, what is older than the first Job is of an earlier sync', () => {
  const sync = { ...syncOf(badsql), began: undefined }
  assert.deepEqual(
    outcomesOf(sync, badsql).map(({ state }) => state),
    ['succeeded', 'failed', 'not-started', 'not-started', 'not-started'],
  )
})

test('a Job of an earlier sync does not count, of this release or another', () => {
  const began = '2026-11-29T23:00:00Z'
  for (const [, recorded] of [['badsql', badsql] as const, ['pull', pull] as const]) {
    const outcomes = outcomesOf({ ...syncOf(recorded), began }, recorded)
    assert.deepEqual([...new Set(outcomes.map(({ state }) => state))], ['not-started'])
    assert.match(headline(outcomes), /^no Job of this pipeline was started in this sync/)
  }
})

test('a Job of the same name that belongs to another pipeline is none of this one', () => {
  const outcomes = outcomesOf({ ...syncOf(badsql), pipeline: 'other' }, badsql)
  assert.deepEqual(
    [...new Set(outcomes.map(lineOf).map((line) => line.slice(line.indexOf(': '))))],
    [': not started in this sync'],
  )
})

test('a Job of the same release with other migrations is of an earlier sync', () => {
  const [first] = linesOf({ ...syncOf(badsql), digest: 'f'.repeat(64) }, badsql)
  assert.match(first ?? '', /not started in this sync, an earlier one left the Job that is there \(of other migrations/)
})

test('without events, a pod that never started says that they were not read', () => {
  const deploy = linesOf(syncOf(pull), { ...pull, events: undefined })[2]
  assert.match(deploy ?? '', /^catalog-3-deploy: failed: its events were not read \(pod .* never started, and ended at/)
  assert.match(linesOf(syncOf(pull), { ...pull, events: [] })[2] ?? '', /failed: no event says why \(pod/)
})

const waiting: readonly (readonly [title: string, status: object, expected: RegExp])[] = [
  [
    'an image that is being pulled in vain',
    ofContainer('catalog', { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } }),
    /^catalog-3-deploy: running, container catalog: image ghcr\.io\/acme\/catalog:9 can't be pulled \(ImagePullBackOff\): Back-off/,
  ],
  [
    'a key that the Secret lacks',
    ofContainer('catalog', {
      waiting: { reason: 'CreateContainerConfigError', message: "couldn't find key url in Secret shop/db" },
    }),
    /container catalog: CreateContainerConfigError: couldn't find key url in Secret shop\/db/,
  ],
  [
    'a node that is not there',
    {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available: 3 Insufficient cpu.' }],
    },
    /no node takes it: 0\/3 nodes are available/,
  ],
  ['a pod that runs', ofContainer('catalog', { running: { startedAt: 'x' } }), /^catalog-3-deploy: running$/],
]

for (const [title, status, expected] of waiting) {
  test(`a Job that still runs says what its pod waits for: ${title}`, () => {
    const jobs = pull.jobs.map((job) => ({ ...job, status: {} }))
    const pods = pull.pods.map((pod) => ({ ...pod, status }))
    assert.match(linesOf(syncOf(pull), { jobs, pods, events: [] })[2] ?? '', expected)
  })
}

test('a pod that never started and was evicted has not met its deadline', () => {
  const pods = pull.pods.map((pod) => ({
    ...pod,
    status: {
      ...ofContainer('catalog', { waiting: { reason: 'ContainerCreating' } }),
      phase: 'Failed',
      reason: 'Evicted',
    },
  }))
  const line = linesOf(syncOf(pull), { ...pull, pods, events: [] })[2] ?? ''
  assert.match(line, /no event says why \(pod .* never started, and ended as Evicted\)$/)
})

const ended: readonly (readonly [title: string, status: object, expected: RegExp])[] = [
  [
    'out of memory',
    ofContainer('wavec', terminated(137, 'OOMKilled')),
    /failed: container wavec ran out of memory \(OOMKilled, exit code 137\)/,
  ],
  [
    'another container, before wavec could run',
    {
      phase: 'Failed',
      initContainerStatuses: [
        { name: 'stamp', state: terminated(0, 'Completed') },
        { name: 'flyway', state: terminated(1, 'Error', 'Detail: Key (email)=(a@b.c) already exists.') },
      ],
      containerStatuses: [{ name: 'wavec', state: { waiting: { reason: 'PodInitializing' } } }],
    },
    /failed: container flyway ended with exit code 1$/,
  ],
  [
    'evicted',
    { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    /failed: pod phases-2-migrate-9qzlr failed: Evicted: The node was low on resource: memory\.$/,
  ],
]

for (const [title, status, expected] of ended) {
  test(`a pod that failed without a verdict says how it ended, and quotes no output: ${title}`, () => {
    const pods = freeze.pods.map((pod) => ({ ...pod, status }))
    assert.match(linesOf(syncOf(freeze), { ...freeze, pods })[1] ?? '', expected)
  })
}

test('a pod that is refused before it exists is explained by the events of its Job', () => {
  const uid = freeze.jobs[1]?.metadata.uid
  const message = 'pods "phases-2-migrate-x" is forbidden: exceeded quota: compute'
  const event = { type: 'Warning', reason: 'FailedCreate', message, involvedObject: { uid } }
  assert.match(
    linesOf(syncOf(freeze), { jobs: freeze.jobs, pods: [], events: [event] })[1] ?? '',
    /failed: the pod was refused: pods "phases-2-migrate-x" is forbidden: exceeded quota: compute$/,
  )
  assert.match(
    linesOf(syncOf(freeze), { jobs: freeze.jobs, pods: [], events: [] })[1] ?? '',
    /failed: PodFailurePolicy: Container wavec .*, and its pods are gone$/,
  )
})

test('an event of a container that runs by now, or of another pod, is not a cause', () => {
  const [pod] = pull.pods.filter(({ metadata }) => metadata.name.startsWith('catalog-3-deploy'))
  const early = {
    type: 'Warning',
    reason: 'FailedMount',
    message: 'not yet',
    involvedObject: { uid: pod?.metadata.uid },
  }
  const jobs = pull.jobs.map((job) => ({ ...job, status: {} }))
  const status = {
    phase: 'Running',
    initContainerStatuses: [{ name: 'catalog', state: { running: {} } }],
    containerStatuses: [{ name: 'wavec', state: { waiting: { reason: 'PodInitializing' } } }],
  }
  const pods = pull.pods.map((each) => ({ ...each, status }))
  assert.equal(linesOf(syncOf(pull), { jobs, pods, events: [early] })[2], 'catalog-3-deploy: running')
})

function ofContainer(name: string, state: object): object {
  return { phase: 'Pending', containerStatuses: [{ name, image: 'ghcr.io/acme/catalog:9', state }] }
}

function terminated(exitCode: number, reason: string, message?: string): object {
  return { terminated: { exitCode, reason, message, startedAt: '2026-11-29T19:46:09Z' } }
}
