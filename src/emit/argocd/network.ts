import { at, isList, objectAt, objectsAt, textMapAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { ExtraJob, Stage } from '../../plan/stage.ts'
import { podSelectorOf, selects } from '../../refs/selector.ts'
import type { EmitContext } from '../context.ts'
import { podLabels } from './candidate-labels.ts'
import type { Copies } from './copies.ts'
import { towardsDatabase } from './egress.ts'
import { configMetadata, jobLabel, pipelineLabel, stageLabel } from './metadata.ts'
import { asks, holdsConnection, holdsToken, runsForeign } from './reach.ts'

/**
 * Where a NetworkPolicy of the input isolates the workload, the Jobs are isolated as well: nothing may connect to them
 * (what a kubelet asks of its own pods always passes), and each reaches only what its step needs. Policies only add up,
 * so one that selects all pods, Jobs included, is left as it is.
 */
export function networkPolicies(context: EmitContext, copies: Copies): readonly Manifest[] {
  const labels = textMapAt(context.workload.template, 'metadata', 'labels')
  const jobs = podLabels(context, { kind: 'stage', name: 'preflight' })
  const own = context.workload.documents
    .map(({ manifest }) => manifest)
    .filter((manifest) => manifest.kind === 'NetworkPolicy' && takes(manifest, labels))
  const others = own.filter((policy) => !takes(policy, jobs))
  return [
    ...isolation(context, others),
    ...(own.some((policy) => isolates(policy, 'Ingress')) ? ingressFromJobs(context) : []),
    ...(own.some((policy) => isolates(policy, 'Egress'))
      ? [...egressToWorkload(context), ...egressToCluster(context, copies)]
      : []),
  ]
}

function takes(policy: Manifest, labels: Readonly<Record<string, string>>): boolean {
  const selector = podSelectorOf(policy)
  return selector !== undefined && selects(selector, labels)
}

/** A policy without policyTypes isolates ingress, and egress where it has egress rules (NetworkPolicySpec). */
export function isolates(policy: Manifest, direction: 'Ingress' | 'Egress'): boolean {
  const types = at(policy, 'spec', 'policyTypes')
  if (isList(types)) return types.includes(direction)
  return direction === 'Ingress' || at(policy, 'spec', 'egress') !== undefined
}

/** What the policies of the workload alone say, for the Jobs: their labels differ. */
function isolation(context: EmitContext, policies: readonly Manifest[]): readonly Manifest[] {
  if (policies.length === 0) return []
  const { name, spec } = context.pipeline
  const isolating = policies.filter((policy) => isolates(policy, 'Egress'))
  const types = isolating.length === 0 ? ['Ingress'] : ['Ingress', 'Egress']
  const rules = isolating.flatMap((policy) => objectsAt(policy, 'spec', 'egress'))
  const toDatabase = rules.map((rule) => towardsDatabase(rule, spec.database.port)).filter((rule) => rule !== undefined)
  const { stages, extra } = context.plan
  const foreign = stages.filter((stage) => runsForeign(context, stage))
  const wavecs = stages.filter((stage) => !foreign.includes(stage) && holdsConnection(context, stage))
  return [
    policyOf(context, `${name}-wavec`, { podSelector: ofPipeline(context), policyTypes: types }),
    ...egress(context, `${name}-wavec-database`, podsOf(context, wavecs), toDatabase),
    ...egress(context, `${name}-wavec-workload`, podsOf(context, foreign), rules),
    ...egress(context, `${name}-wavec-jobs`, podsOfExtra(context, extra), rules),
  ]
}

/** The workload's own selector: old and new pods alike. */
function ofWorkload({ workload }: EmitContext): JsonObject {
  return objectAt(workload.chosen.manifest, 'spec', 'selector') ?? {}
}

function ofPipeline({ pipeline }: EmitContext): JsonObject {
  return { matchLabels: { [pipelineLabel]: pipeline.name } }
}

/** Undefined without any: an empty list of values is refused. */
function podsOf(context: EmitContext, stages: readonly Stage[]): JsonObject | undefined {
  return selected(context, stageLabel, stages)
}

function podsOfExtra(context: EmitContext, jobs: readonly ExtraJob[]): JsonObject | undefined {
  return selected(context, jobLabel, jobs)
}

function selected(
  context: EmitContext,
  key: string,
  jobs: readonly { readonly name: string }[],
): JsonObject | undefined {
  const values = jobs.map(({ name }) => name)
  if (values.length === 0) return undefined
  return { ...ofPipeline(context), matchExpressions: [{ key, operator: 'In', values }] }
}

function asking(context: EmitContext): JsonObject | undefined {
  return podsOf(
    context,
    context.plan.stages.filter((stage) => asks(context, stage)),
  )
}

function ingressFromJobs(context: EmitContext): readonly Manifest[] {
  const from = asking(context)
  if (from === undefined) return []
  return [
    policyOf(context, `${context.pipeline.name}-wavec-ingress`, {
      podSelector: ofWorkload(context),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: from }] }],
    }),
  ]
}

function egressToWorkload(context: EmitContext): readonly Manifest[] {
  const to = [{ podSelector: ofWorkload(context) }]
  return egress(context, `${context.pipeline.name}-wavec-egress`, asking(context), [{ to }])
}

/** Of the pods with a token. The API server is not a pod, so only its ports can be named. */
function egressToCluster(context: EmitContext, copies: Copies): readonly Manifest[] {
  const stages = context.plan.stages.filter((stage) => holdsToken(context, stage, copies))
  const ports = [443, 6443].map((port) => ({ protocol: 'TCP', port }))
  return egress(context, `${context.pipeline.name}-wavec-cluster`, podsOf(context, stages), [{ ports }])
}

function egress(
  context: EmitContext,
  name: string,
  podSelector: JsonObject | undefined,
  rules: readonly JsonObject[],
): readonly Manifest[] {
  if (podSelector === undefined || rules.length === 0) return []
  return [policyOf(context, name, { podSelector, policyTypes: ['Egress'], egress: rules })]
}

function policyOf(context: EmitContext, name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: configMetadata(context, name), spec }
}
