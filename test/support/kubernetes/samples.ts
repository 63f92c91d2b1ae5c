/** A small valid pipeline into which faults are planted. It also proves that the checks accept valid objects. */
import type { Step } from '../../../src/protocol/step.ts'
import { asObject } from '../../../src/manifest/fields.ts'
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest.ts'

type Stage = 'preflight' | 'migrate' | 'deploy' | 'smoke-test' | 'verify' | 'report'

const restricted = {
  runAsNonRoot: true,
  runAsUser: 65532,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}

const wavecImage = `ghcr.io/wavec/wavec@sha256:${'a'.repeat(64)}`

const header = {
  contract: 1,
  pipeline: 'orders',
  environment: 'production',
  namespace: 'shop',
  release: 'v1',
  digest: '0'.repeat(64),
  stopAfter: 60_000,
} as const

export const preflightStep: Step = {
  ...header,
  kind: 'preflight',
  database: { engine: 'postgres', lockTimeout: 2000, statementTimeout: 300_000 },
  migrations: { tool: 'flyway' },
  checks: {},
}

const candidateStep: Step = {
  ...header,
  kind: 'candidate',
  candidate: { containers: ['app'], probes: [], stableFor: 10_000, observeRestarts: false },
}

const hookOf = (phase: string, wave: number, policy: string): Readonly<Record<string, string>> => ({
  'argocd.argoproj.io/hook': phase,
  'argocd.argoproj.io/hook-delete-policy': policy,
  'argocd.argoproj.io/sync-wave': String(wave),
})

export function configMap(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'orders-migrations', namespace: 'shop', annotations: hookOf('PreSync', -2, 'HookSucceeded') },
    data: { '1-abc': 'create table orders (id bigint);\n' },
  }
}

export function serviceAccount(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'orders-wavec', namespace: 'shop', annotations: hookOf('PreSync', -2, 'HookSucceeded') },
    automountServiceAccountToken: false,
  }
}

export function externalSecret(): Manifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'orders-db', namespace: 'shop', annotations: hookOf('PreSync', -2, 'HookSucceeded') },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { name: 'aws', kind: 'ClusterSecretStore' },
      target: { name: 'orders-db-migrator', creationPolicy: 'Owner' },
      data: [{ secretKey: 'password', remoteRef: { key: 'prod/orders/db', property: 'password' } }],
    },
  }
}

/** A Job with one container of wavec. */
export function job(stage: Stage = 'preflight', phase = 'PreSync', wave = -1): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `orders-${stage}`,
      namespace: 'shop',
      labels: { 'wavec.dev/pipeline': 'orders', 'wavec.dev/stage': stage },
      annotations: hookOf(phase, wave, 'BeforeHookCreation'),
    },
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: 1,
      activeDeadlineSeconds: 60 + 2 * (300 + 30) + 10,
      podReplacementPolicy: 'Failed',
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          { action: 'FailJob', onExitCodes: { containerName: 'wavec', operator: 'NotIn', values: [75] } },
        ],
      },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': `wavec-${stage}`, 'wavec.dev/stage': stage } },
        spec: podSpec(),
      },
    },
  }
}

function podSpec(step: Step = preflightStep): JsonObject {
  return {
    restartPolicy: 'Never',
    activeDeadlineSeconds: 300,
    terminationGracePeriodSeconds: 30,
    automountServiceAccountToken: false,
    serviceAccountName: 'orders-wavec',
    containers: [
      {
        name: 'wavec',
        image: wavecImage,
        args: ['run'],
        env: [
          { name: 'PGUSER', valueFrom: { secretKeyRef: { name: 'orders-db-migrator', key: 'username' } } },
          { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'orders-db-migrator', key: 'password' } } },
          { name: 'WAVEC_STEP', value: JSON.stringify(step) },
        ],
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
        securityContext: restricted,
        terminationMessagePolicy: 'FallbackToLogsOnError',
        volumeMounts: [{ name: 'migrations', mountPath: '/migrations', readOnly: true }],
      },
    ],
    volumes: [
      {
        name: 'migrations',
        projected: {
          sources: [{ configMap: { name: 'orders-migrations', items: [{ key: '1-abc', path: 'V1__orders.sql' }] } }],
        },
      },
    ],
  }
}

/** A Job whose pod runs the workload's containers as sidecars. */
export function candidateJob(): Manifest {
  const { spec, ...rest } = job('deploy', 'PreSync', 1)
  const pod: JsonObject = {
    ...podSpec(candidateStep),
    terminationGracePeriodSeconds: 20,
    initContainers: [
      {
        name: 'app',
        image: 'registry.example.com/orders:v1',
        restartPolicy: 'Always',
        env: [{ name: 'WAVEC_CANDIDATE', value: 'true' }],
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { exec: { command: ['/ready'] } },
      },
    ],
  }
  return {
    ...rest,
    spec: { ...asObject(spec), template: { metadata: { labels: {} }, spec: pod } },
  }
}

export function deployment(): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
    spec: { replicas: 3, selector: { matchLabels: { app: 'orders' } }, template: workloadTemplate() },
  }
}

export function rollout(): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'orders' } },
      strategy: { canary: { steps: [{ setWeight: 20 }, { pause: { duration: '1h' } }] } },
      template: workloadTemplate(),
    },
  }
}

function workloadTemplate(): Json {
  return {
    metadata: { labels: { app: 'orders' } },
    spec: {
      containers: [
        {
          name: 'app',
          image: 'registry.example.com/orders:v1',
          ports: [{ name: 'http', containerPort: 8080 }],
          resources: { limits: { cpu: 1, memory: '256Mi' } },
          readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
        },
      ],
    },
  }
}

export function service(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { selector: { app: 'orders' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
  }
}

export function application(): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'orders', namespace: 'argocd' },
    spec: {
      project: 'shop',
      source: {
        repoURL: 'https://git.example.com/shop.git',
        path: 'manifests/production/orders',
        targetRevision: 'main',
      },
      destination: { name: 'prod', namespace: 'shop' },
      syncPolicy: { automated: { prune: true }, retry: { limit: 0 }, syncOptions: ['ServerSideApply=true'] },
    },
  }
}

/** Everything of one pipeline folder. */
export function pipeline(): readonly Manifest[] {
  return [
    configMap(),
    serviceAccount(),
    externalSecret(),
    job(),
    job('migrate', 'PreSync', 0),
    candidateJob(),
    deployment(),
    service(),
    job('verify', 'PostSync', 0),
    job('report', 'SyncFail', 0),
  ]
}
