import { at, isList, objectAt, textMapAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { podSelectorOf, selects } from '../../refs/selector.ts'
import type { EmitContext } from '../context.ts'
import { podLabels } from './candidate-labels.ts'
import { configMetadata } from './metadata.ts'

/**
 * NetworkPolicies of the input that select the workload, again for the Jobs, whose labels differ. Policies only add up:
 * where the workload is isolated, one more lets the Jobs reach it, or verify could not.
 */
export function networkPolicies(context: EmitContext): readonly Manifest[] {
  const { pipeline } = context
  const labels = textMapAt(context.workload.template, 'metadata', 'labels')
  const jobs = podLabels(context, { kind: 'stage', name: 'preflight' })
  const own = context.workload.documents
    .map(({ manifest }) => manifest)
    .filter((manifest) => manifest.kind === 'NetworkPolicy' && takes(manifest, labels))
  const toCopy = own.filter((policy) => !takes(policy, jobs))
  const copies = toCopy.map((policy) =>
    policyOf(context, `${policy.metadata.name}-wavec`, { ...objectAt(policy, 'spec'), podSelector: ofJobs(context) }),
  )
  const reach = [
    ...(own.some((policy) => isolates(policy, 'Ingress')) ? [ingressFromJobs(context)] : []),
    ...(own.some((policy) => isolates(policy, 'Egress')) ? [egressToWorkload(context), egressToCluster(context)] : []),
  ]
  return pipeline.spec.smokeTest.http === undefined ? copies : [...copies, ...reach]
}

function takes(policy: Manifest, labels: Readonly<Record<string, string>>): boolean {
  const selector = podSelectorOf(policy)
  return selector !== undefined && selects(selector, labels)
}

/** A policy without policyTypes isolates ingress, and egress where it has egress rules (NetworkPolicySpec). */
function isolates(policy: Manifest, direction: 'Ingress' | 'Egress'): boolean {
  const types = at(policy, 'spec', 'policyTypes')
  if (isList(types)) return types.includes(direction)
  return direction === 'Ingress' || at(policy, 'spec', 'egress') !== undefined
}

function ofJobs({ pipeline }: EmitContext): JsonObject {
  return { matchLabels: { 'wavec.dev/pipeline': pipeline.name } }
}

/** The workload's own selector: old and new pods alike. */
function ofWorkload({ workload }: EmitContext): JsonObject {
  return objectAt(workload.chosen.manifest, 'spec', 'selector') ?? {}
}

/** The report reads Jobs and pods; the API server is not a pod, so only its ports can be named. */
function egressToCluster(context: EmitContext): Manifest {
  const ports = [443, 6443].map((port) => ({ protocol: 'TCP', port }))
  return policyOf(context, `${context.pipeline.name}-wavec-report`, {
    podSelector: { matchLabels: { 'wavec.dev/pipeline': context.pipeline.name, 'wavec.dev/stage': 'report' } },
    policyTypes: ['Egress'],
    egress: [{ ports }],
  })
}

function ingressFromJobs(context: EmitContext): Manifest {
  return policyOf(context, `${context.pipeline.name}-wavec-ingress`, {
    podSelector: ofWorkload(context),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: ofJobs(context) }] }],
  })
}

function egressToWorkload(context: EmitContext): Manifest {
  return policyOf(context, `${context.pipeline.name}-wavec-egress`, {
    podSelector: ofJobs(context),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: ofWorkload(context) }] }],
  })
}

function policyOf(context: EmitContext, name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: configMetadata(context, name), spec }
}
