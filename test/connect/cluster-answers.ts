// Recorded answers of Kubernetes 1.34, with invented names and times.

const base = { namespace: 'shop', labels: { 'wavec.dev/pipeline': 'orders' } }

/** The pod of a deploy Job: init container, two native sidecars (one restarted), wavec's own container. */
export const candidatePod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    ...base,
    name: 'orders-3-deploy-x7k2p',
    uid: '0d3a7c52-6f0e-4d5e-9a44-3f2c8f2f9d10',
    resourceVersion: '48213377',
    creationTimestamp: '2026-11-22T02:08:11Z',
    ownerReferences: [
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: 'orders-3-deploy',
        uid: 'job-3',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  },
  spec: {
    initContainers: [
      { name: 'render-config', image: 'ghcr.io/acme/orders:v2.4.0' },
      { name: 'app', image: 'ghcr.io/acme/orders:v2.4.0', restartPolicy: 'Always' },
      { name: 'collector', image: 'otel/opentelemetry-collector:0.136.0', restartPolicy: 'Always' },
    ],
    containers: [{ name: 'wavec', image: 'ghcr.io/wavec/wavec:contract-1' }],
  },
  status: {
    phase: 'Running',
    conditions: [
      { type: 'Initialized', status: 'True', lastProbeTime: null, lastTransitionTime: '2026-11-22T02:08:20Z' },
    ],
    initContainerStatuses: [
      {
        name: 'render-config',
        ready: true,
        started: false,
        restartCount: 0,
        image: 'ghcr.io/acme/orders:v2.4.0',
        imageID: 'ghcr.io/acme/orders@sha256:1',
        lastState: {},
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: '2026-11-22T02:08:13Z',
            finishedAt: '2026-11-22T02:08:14Z',
            containerID: 'containerd://1',
          },
        },
      },
      {
        name: 'app',
        ready: true,
        started: true,
        restartCount: 2,
        image: 'ghcr.io/acme/orders:v2.4.0',
        imageID: 'ghcr.io/acme/orders@sha256:1',
        lastState: {
          terminated: {
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: '2026-11-22T02:08:15Z',
            finishedAt: '2026-11-22T02:08:19Z',
            containerID: 'containerd://2',
          },
        },
        state: { running: { startedAt: '2026-11-22T02:08:20Z' } },
      },
      {
        name: 'collector',
        ready: false,
        started: true,
        restartCount: 0,
        image: 'otel/opentelemetry-collector:0.136.0',
        imageID: 'otel@sha256:2',
        lastState: {},
        state: { running: { startedAt: '2026-11-22T02:08:20Z' } },
      },
    ],
    containerStatuses: [
      {
        name: 'wavec',
        ready: true,
        started: true,
        restartCount: 0,
        image: 'ghcr.io/wavec/wavec:contract-1',
        imageID: 'ghcr.io/wavec/wavec@sha256:3',
        lastState: {},
        state: { running: { startedAt: '2026-11-22T02:08:21Z' } },
      },
    ],
  },
} as const

/** Recreated at the start of the sync. */
export const account = { kind: 'ServiceAccount', metadata: { ...base, creationTimestamp: '2026-11-22T01:59:58Z' } }

const verdict = '{"wavec":1,"step":"migrate","pipeline":"orders","release":"v2.4.0","exit":4,"message":"V14 failed"}'

/** Jobs as the API lists them; items of a list carry neither kind nor apiVersion. */
export const jobs = [
  job('orders-1-preflight', 'job-1', [
    { type: 'SuccessCriteriaMet', status: 'True' },
    { type: 'Complete', status: 'True' },
  ]),
  job('orders-2-migrate', 'job-2', [
    { type: 'FailureTarget', status: 'True', reason: 'PodFailurePolicy' },
    { type: 'Failed', status: 'True', reason: 'PodFailurePolicy' },
  ]),
  job('orders-3-deploy', 'job-3', [{ type: 'Suspended', status: 'False', reason: 'JobResumed' }]),
  job('other-1-preflight', 'job-9', []),
]

export const pods = [
  pod('orders-1-preflight-aaaaa', 'job-1', '2026-11-22T02:00:00Z', {
    exitCode: 0,
    message: '{"wavec":1,"exit":0,"message":"the database is ready"}',
  }),
  // An earlier attempt, and the pod of an earlier Job of the same name.
  pod('orders-2-migrate-bbbbb', 'job-2', '2026-11-22T02:01:00Z', { exitCode: 75, message: '{"wavec":1,"exit":75}' }),
  pod('orders-2-migrate-ccccc', 'job-2', '2026-11-22T02:02:00Z', { exitCode: 4, message: verdict }),
  pod('orders-2-migrate-ddddd', 'job-0', '2026-11-22T02:03:00Z', { exitCode: 0, message: '{"wavec":1,"exit":0}' }),
  { ...candidatePod, kind: undefined, apiVersion: undefined },
]

function job(name: string, uid: string, conditions: readonly object[]) {
  const times = { lastProbeTime: '2026-11-22T02:03:00Z', lastTransitionTime: '2026-11-22T02:03:00Z' }
  return {
    metadata: {
      ...base,
      name,
      uid,
      annotations: { 'wavec.dev/release': 'v2.4.0', 'wavec.dev/digest': 'd1' },
      creationTimestamp: '2026-11-22T02:00:00Z',
    },
    spec: { template: { spec: { containers: [{ name: 'wavec' }], restartPolicy: 'Never' } } },
    status: {
      startTime: '2026-11-22T02:00:00Z',
      conditions: conditions.map((condition) => ({ ...times, ...condition })),
    },
  }
}

function pod(
  name: string,
  owner: string,
  creationTimestamp: string,
  terminated: { readonly exitCode: number; readonly message: string },
) {
  const state = {
    terminated: {
      ...terminated,
      reason: terminated.exitCode === 0 ? 'Completed' : 'Error',
      startedAt: creationTimestamp,
      finishedAt: creationTimestamp,
    },
  }
  const ended = {
    name: 'wavec',
    ready: false,
    started: false,
    restartCount: 0,
    image: 'w',
    imageID: 'w',
    lastState: {},
    state,
  }
  return {
    metadata: {
      ...base,
      name,
      uid: name,
      creationTimestamp,
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'job', uid: owner, controller: true }],
    },
    spec: { containers: [{ name: 'wavec' }] },
    status: { phase: 'Failed', containerStatuses: [ended] },
  }
}

/** A refusal: HTTP status and the API's Status object. */
export function status(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
}
