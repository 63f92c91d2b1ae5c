/** What the candidate may not do, and what it still may: read from the objects that were emitted, so that it can't differ. */
import { at, objectAt, objectsAt, textAt, textMapAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import { podSelectorOf, selects, type Labels } from '../refs/selector.ts'
import { codeSpan } from '../view/markdown.ts'
import { isolates } from './argocd/network.ts'
import { minutes } from './timeline.ts'

/** A list in markdown; empty without a candidate. */
export function candidateGuards(manifests: readonly Manifest[], stated: 'passive' | 'settings'): readonly string[] {
  const jobs = manifests.filter(isCandidate)
  const [first] = jobs
  if (first === undefined) return []
  const names = jobs.map(({ metadata }) => codeSpan(metadata.name)).join(' and ')
  const guards = [traffic(first, manifests), network(jobs, manifests), ...work(jobs, manifests, stated), access(first)]
  return [
    `The candidate runs in ${names}, ${podsOf(jobs)}. Its guards:`,
    '',
    ...[...guards, ...jobs.map(time)].map((line) => `- ${line}`),
    '',
  ]
}

function podsOf(jobs: readonly Manifest[]): string {
  const counts = jobs.map((job) => at(job, 'spec', 'parallelism') ?? 1)
  return counts.every((count) => count === 1) ? 'one pod each' : `pods at a time: ${counts.map(String).join(', ')}`
}

const mark = 'WAVEC_CANDIDATE'

function isCandidate(manifest: Manifest): boolean {
  return manifest.kind === 'Job' && candidateContainers(manifest).length > 0
}

/** Those of the workload, which know that they are a candidate. */
function candidateContainers(job: Manifest): readonly JsonObject[] {
  return objectsAt(podOf(job), 'initContainers').filter((container) =>
    objectsAt(container, 'env').some((variable) => textAt(variable, 'name') === mark),
  )
}

function podOf(job: Manifest): JsonObject | undefined {
  return objectAt(job, 'spec', 'template', 'spec')
}

function labelsOf(job: Manifest): Labels {
  return textMapAt(job, 'spec', 'template', 'metadata', 'labels')
}

function selecting(kind: string, job: Manifest, manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.filter((manifest) => {
    const selector = manifest.kind === kind ? podSelectorOf(manifest) : undefined
    return selector !== undefined && selects(selector, labelsOf(job))
  })
}

function traffic(job: Manifest, manifests: readonly Manifest[]): string {
  const services = selecting('Service', job, manifests)
  if (services.length > 0) return `Traffic: ${namesOf(services)} selects it.`
  const known = manifests.filter(({ kind }) => kind === 'Service')
  return known.length === 0
    ? 'No traffic: there is no Service.'
    : `No traffic: ${namesOf(known)} does not select its labels.`
}

function network(jobs: readonly Manifest[], manifests: readonly Manifest[]): string {
  const policies = [...new Set(jobs.flatMap((job) => selecting('NetworkPolicy', job, manifests)))]
  if (policies.length === 0)
    return 'Network: no NetworkPolicy here selects it, so it reaches what any pod in the namespace reaches.'
  const both = (['Ingress', 'Egress'] as const).filter((direction) =>
    policies.some((policy) => isolates(policy, direction)),
  )
  return `Network: ${namesOf(policies)} ${policies.length === 1 ? 'limits' : 'limit'} its ${both.join(' and ').toLowerCase()}.`
}

/** What keeps it from doing the work of the application, and what it could do it with. */
function work(
  jobs: readonly Manifest[],
  manifests: readonly Manifest[],
  stated: 'passive' | 'settings',
): readonly string[] {
  const containers = jobs.flatMap(candidateContainers)
  const served = manifests.flatMap(servedContainers)
  const changed = new Set(containers.flatMap((container) => changesOf(container, served)))
  const kept = [...changed].map(codeSpan).join(', ')
  const word =
    stated === 'passive'
      ? 'the spec states that it only serves requests (`passive: true`)'
      : 'its settings keep it passive'
  const secrets = [...new Set(jobs.flatMap(secretsOf))].map((name) => codeSpan(`Secret/${name}`))
  return [
    `Work: ${word}; set for it alone: ${kept}.`,
    secrets.length === 0
      ? 'Data: it holds no Secret.'
      : `Data: it holds the credentials of the workload (${secrets.join(', ')}). Nothing else keeps it from writing.`,
  ]
}

function servedContainers(manifest: Manifest): readonly JsonObject[] {
  if (manifest.kind === 'Job') return []
  const pod = podOf(manifest)
  return [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')]
}

/** Variables and arguments that the workload's container of the same name has not, or has otherwise. */
function changesOf(container: JsonObject, served: readonly JsonObject[]): readonly string[] {
  const name = textAt(container, 'name')
  const own = served.find((each) => textAt(each, 'name') === name)
  const known = new Set(objectsAt(own, 'env').map((variable) => JSON.stringify(variable)))
  // A reference differs where the candidate reads a copy.
  const variables = objectsAt(container, 'env').filter(
    (variable) => textAt(variable, 'value') !== undefined && !known.has(JSON.stringify(variable)),
  )
  const args = JSON.stringify(at(container, 'args')) === JSON.stringify(at(own, 'args')) ? [] : ['args']
  return [...variables.map((variable) => textAt(variable, 'name') ?? ''), ...args]
}

function secretsOf(job: Manifest): readonly string[] {
  const containers = candidateContainers(job)
  const mounted = new Set(
    containers.flatMap((each) => objectsAt(each, 'volumeMounts').map((mount) => textAt(mount, 'name'))),
  )
  const volumes = objectsAt(podOf(job), 'volumes').filter((volume) => mounted.has(textAt(volume, 'name')))
  return [
    ...containers.flatMap((each) => [
      ...objectsAt(each, 'env').map((variable) => textAt(variable, 'valueFrom', 'secretKeyRef', 'name')),
      ...objectsAt(each, 'envFrom').map((source) => textAt(source, 'secretRef', 'name')),
    ]),
    ...volumes.flatMap((volume) => [
      textAt(volume, 'secret', 'secretName'),
      ...objectsAt(volume, 'projected', 'sources').map((source) => textAt(source, 'secret', 'name')),
    ]),
  ].filter((name) => name !== undefined)
}

function access(job: Manifest): string {
  const pod = podOf(job)
  const account = codeSpan(`ServiceAccount/${textAt(pod, 'serviceAccountName') ?? 'default'}`)
  const containers = candidateContainers(job)
  const tokens = objectsAt(pod, 'volumes').filter((volume) =>
    objectsAt(volume, 'projected', 'sources').some((source) => objectAt(source, 'serviceAccountToken') !== undefined),
  )
  const held = tokens.filter((volume) =>
    containers.some((each) =>
      objectsAt(each, 'volumeMounts').some((mount) => textAt(mount, 'name') === textAt(volume, 'name')),
    ),
  )
  const isMounted = at(pod, 'automountServiceAccountToken') !== false || held.length > 0
  const ports = containers
    .flatMap((each) => objectsAt(each, 'ports'))
    .filter((port) => at(port, 'hostPort') !== undefined)
  const hooks = containers.filter((each) => at(each, 'lifecycle') !== undefined)
  return `Cluster: it runs as ${account}${isMounted ? ', whose token it holds' : ', whose token its containers do not get'}; ${ports.length === 0 ? 'no' : String(ports.length)} ports of the node, ${hooks.length === 0 ? 'no' : String(hooks.length)} lifecycle hooks.`
}

function time(job: Manifest): string {
  const seconds = (value: unknown): string => (typeof value === 'number' ? minutes(value) : 'no limit')
  const attempts = at(job, 'spec', 'backoffLimit')
  const most = typeof attempts === 'number' ? String(attempts + 1) : 'several'
  return `Time in ${codeSpan(job.metadata.name)}: ${seconds(at(podOf(job), 'activeDeadlineSeconds'))} an attempt, at most ${most}, all together ${seconds(at(job, 'spec', 'activeDeadlineSeconds'))}.`
}

function namesOf(manifests: readonly Manifest[]): string {
  return manifests.map(({ kind, metadata }) => codeSpan(`${kind}/${metadata.name}`)).join(', ')
}
