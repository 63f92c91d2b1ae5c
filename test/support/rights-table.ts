/** The tables in docs/security.md: what each container of the samples holds and reaches, read from their manifests. */
import { at, objectsAt, textAt, textMapAt } from '../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { Step, type StepKind } from '../../src/protocol/step.ts'
import { stepVariable } from '../../src/protocol/process.ts'
import { stageNames } from '../../src/stages/facts.ts'
import { pipelineFolders } from './kubernetes/emitted.ts'
import { allows, type Peer, type Port } from './kubernetes/network.ts'

interface Row {
  readonly stage: string
  readonly runs: string
  readonly connects: string
  readonly token: string
  readonly writes: string
  readonly image: string
}

const columns = {
  runs: 'container',
  stage: 'Job',
  connects: 'database credential',
  token: 'Kubernetes token',
  writes: 'writes to',
  image: 'image',
} as const satisfies Record<keyof Row, string>
const names = [
  'runs',
  'stage',
  'connects',
  'token',

  'writes',
  'image',
] as const satisfies readonly (keyof Row)[]

/** The sample whose workload has a NetworkPolicy, and what its rules name. */
const isolated = 'manifests/production/orders'
const targets: Readonly<Record<string, { readonly peer: Peer; readonly port: Port }>> = {
  DNS: {
    peer: { pod: { 'k8s-app': 'kube-dns' }, namespace: { 'kubernetes.io/metadata.name': 'kube-system' } },
    port: { protocol: 'UDP', number: 53 },
  },
  'the database': { peer: { address: '10.10.64.9' }, port: { protocol: 'TCP', number: 5432 } },
  'what the workload may reach': {
    peer: { pod: {}, namespace: { 'kubernetes.io/metadata.name': 'observability' } },
    port: { protocol: 'TCP', number: 4317 },
  },
  "the workload's pods": {
    peer: { pod: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/component': 'api' } },
    port: { protocol: 'TCP', number: 8080, name: 'http' },
  },
  'any address on 443 and 6443': { peer: { address: '203.0.113.1' }, port: { protocol: 'TCP', number: 6443 } },
  'any address': { peer: { address: '203.0.113.1' }, port: { protocol: 'TCP', number: 25 } },
}

interface Pod {
  readonly folder: string
  readonly manifests: readonly Manifest[]
  readonly owner: Manifest
  readonly stage: string
  readonly spec: JsonObject
  readonly migrator: string
  /** Names of the user's sidecars, which every Job of the pipeline has. */
  readonly sidecars: readonly string[]
}

const jobs: readonly string[] = [...stageNames, "the workload's pods"]
const served = "the workload's pods"
const tool = 'the tool or command that migrates'
const candidate = 'the candidate'
const order = ['preflight', 'stamp', tool, 'expect', 'migrate', candidate, 'candidate', 'smoke-test', 'verify'].concat(
  'complete',
  'report',
  'gate',
)

export function rightsTables(): string {
  const pods = samples()
  const rows = merged(pods.flatMap((pod) => rowsOf(pod)))
  const network = pods.filter(({ folder }) => folder === isolated).map((pod) => [pod.stage, reaches(pod)])
  const sorted = network.sort(([a = ''], [b = '']) => jobs.indexOf(a) - jobs.indexOf(b))
  return [
    table([names.map((column) => columns[column]), ...rows.map((row) => names.map((column) => row[column]))]),
    table([['pod', 'may open connections to'], ...sorted]),
  ].join('\n')
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |\n`).join('')
}

/** One row for each thing that runs: its cells say all that any sample says. */
function merged(rows: readonly Row[]): readonly Row[] {
  return [...new Set(rows.map(({ runs }) => runs))]
    .map((runs) => {
      const same = rows.filter((row) => row.runs === runs)
      const cell = (column: keyof Row) => [...new Set(same.map((row) => row[column]))].sort().join(' or ')
      return {
        runs,
        stage: cell('stage'),
        connects: cell('connects'),
        token: cell('token'),
        writes: cell('writes'),
        image: cell('image'),
      }
    })
    .sort((a, b) => order.indexOf(a.runs) - order.indexOf(b.runs))
}

function samples(): readonly Pod[] {
  return [...pipelineFolders()].flatMap(([folder, manifests]) => {
    if (!folder.startsWith('manifests/')) return []
    const preflight = manifests.find((each) => each.kind === 'Job' && stageOf(each) === 'preflight')
    if (preflight === undefined) throw new Error(`${folder} has no preflight`)
    const pod = podOf(preflight)
    const [migrator = ''] = containersOf(pod).flatMap((container) => secretsOf(container))
    const sidecars = objectsAt(pod, 'initContainers').map((each) => textAt(each, 'name') ?? '')
    return manifests.flatMap((owner) => {
      const stage = owner.kind === 'Job' ? stageOf(owner) : served
      if (at(owner, 'spec', 'template', 'spec') === undefined || stage === undefined) return []
      return [{ folder, manifests, owner, stage, spec: podOf(owner), migrator, sidecars }]
    })
  })
}

function rowsOf(pod: Pod): readonly Row[] {
  return containersOf(pod.spec).flatMap((container) => {
    const step = stepOf(container)
    const name = textAt(container, 'name') ?? ''
    // Pods of the workload are the user's, but for the gate in them; so are sidecars.
    if (step === undefined && (pod.stage === served || pod.sidecars.includes(name))) return []
    return [
      {
        stage: pod.stage,
        runs: step?.kind ?? (pod.stage === 'migrate' ? tool : candidate),
        connects: connects(pod, container, step),
        token: token(pod, container),
        writes: writes(container),
        image:
          step !== undefined ? "wavec's" : pod.stage === 'migrate' ? "the tool's or the workload's" : "the workload's",
      },
    ]
  })
}

function connects({ migrator }: Pod, container: JsonObject, step: Step | undefined): string {
  const secrets = secretsOf(container)
  if (step === undefined) return secrets.includes(migrator) ? "the migrator's" : "the workload's own"
  if (secrets.length === 0) return 'none'
  const others: Readonly<Partial<Record<StepKind, string>>> = { gate: "the gate's" }
  return secrets.includes(migrator) ? "the migrator's" : (others[step.kind] ?? "the reader's")
}

function token({ manifests, spec }: Pod, container: JsonObject): string {
  const mounts = objectsAt(container, 'volumeMounts').map((mount) => textAt(mount, 'name'))
  if (!mounts.includes('wavec-token') && at(spec, 'automountServiceAccountToken') !== true) return 'none'
  const account = textAt(spec, 'serviceAccountName')
  const roles = manifests
    .filter((each) => each.kind === 'RoleBinding' && textAt(objectsAt(each, 'subjects')[0], 'name') === account)
    .map((each) => textAt(each, 'roleRef', 'name'))
  const rules = manifests
    .filter((each) => each.kind === 'Role' && roles.includes(each.metadata.name))
    .flatMap((role) => objectsAt(role, 'rules'))
  return rules.map((rule) => `${list(at(rule, 'verbs'))} ${list(at(rule, 'resources'))}`).join(', ')
}

function reaches({ manifests, owner }: Pod): string {
  const labels = textMapAt(owner, 'spec', 'template', 'metadata', 'labels')
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy')
  return Object.entries(targets)
    .flatMap(([name, target]) => (allows(policies, 'Egress', labels, target) ? [name] : []))
    .join(', ')
}

function writes(container: JsonObject): string {
  if (at(container, 'securityContext', 'readOnlyRootFilesystem') !== true) return 'anything'
  const mounts = objectsAt(container, 'volumeMounts').filter((mount) => at(mount, 'readOnly') !== true)
  return mounts.length === 0 ? 'nothing' : mounts.map((mount) => `\`${textAt(mount, 'mountPath')}\``).join(', ')
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(' and ') : ''
}

function stageOf(job: Manifest): string | undefined {
  return textAt(job, 'metadata', 'labels', 'wavec.dev/stage')
}

function podOf(owner: Manifest): JsonObject {
  const [spec] = [at(owner, 'spec', 'template', 'spec')].filter((value) => typeof value === 'object' && value !== null)
  return (spec ?? {}) as JsonObject
}

function containersOf(pod: JsonObject): readonly JsonObject[] {
  return ['initContainers', 'containers'].flatMap((key) => objectsAt(pod, key))
}

function stepOf(container: JsonObject): Step | undefined {
  const entry = objectsAt(container, 'env').find((each) => textAt(each, 'name') === stepVariable)
  const text = textAt(entry, 'value')
  return text === undefined ? undefined : Step.parse(JSON.parse(text.replaceAll('$$', '$')))
}

function secretsOf(container: JsonObject): readonly string[] {
  return objectsAt(container, 'env').flatMap((each) => textAt(each, 'valueFrom', 'secretKeyRef', 'name') ?? [])
}
