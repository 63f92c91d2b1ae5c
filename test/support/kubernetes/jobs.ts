/** Requirements on a Job of wavec beyond its schema. */
import { tokenVolume } from '../../../src/emit/argocd/access.ts'
import { asObject, at, isList, objectAt, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { containersOf, isCandidate, isOwnJob, numberAt, podOf, stageOf, type Container, type Pod } from './pods.ts'
import { stepsOf } from './steps.ts'

/** For every Job: faults that the API server refuses (kubernetes/pkg/apis/batch/validation/validation.go). */
export function jobProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  if (manifest.kind !== 'Job' || pod === undefined) return []
  return [...failurePolicyProblems(manifest, pod), ...labelCollisions(pod)]
}

/** For every Job of wavec: the guarantees of its stage. */
export function stageProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  if (!isOwnJob(manifest) || pod === undefined) return []
  return [
    ...onceProblems(manifest, pod),
    ...deadlineProblems(manifest, pod),
    ...(isCandidate(manifest) ? candidateProblems(pod) : []),
  ]
}

function failurePolicyProblems(manifest: Manifest, pod: Pod): readonly string[] {
  const policy = objectAt(manifest, 'spec', 'podFailurePolicy')
  if (policy === undefined) return []
  const rules = objectsAt(policy, 'rules')
  const replacement = textAt(manifest, 'spec', 'podReplacementPolicy')
  return [
    ...(textAt(pod.spec, 'restartPolicy') === 'Never' ? [] : ['spec.podFailurePolicy: needs restartPolicy Never']),
    ...(replacement === undefined || replacement === 'Failed'
      ? []
      : [`spec.podReplacementPolicy: ${replacement}, only Failed goes with a podFailurePolicy`]),
    ...(rules.length > 20 ? [`spec.podFailurePolicy.rules: ${rules.length}, at most 20`] : []),
    ...rules.flatMap((rule, index) =>
      ruleProblems(rule, pod).map((problem) => `spec.podFailurePolicy.rules[${index}]: ${problem}`),
    ),
  ]
}

function ruleProblems(rule: JsonObject, pod: Pod): readonly string[] {
  const [codes, conditions] = [objectAt(rule, 'onExitCodes'), objectsAt(rule, 'onPodConditions')]
  if ((codes === undefined) === (conditions.length === 0)) return ['needs one of onExitCodes and onPodConditions']
  if (codes === undefined) return conditions.length > 20 ? ['more than 20 onPodConditions'] : []
  const names = containersOf(pod).map(({ name }) => name)
  const container = textAt(codes, 'containerName')
  return [
    ...(container === undefined
      ? ["no containerName: it would match the other containers' codes too"]
      : names.includes(container)
        ? []
        : [`there is no container ${container}`]),
    ...exitCodeProblems(at(codes, 'values'), textAt(codes, 'operator')),
  ]
}

function exitCodeProblems(value: Json | undefined, operator: string | undefined): readonly string[] {
  const codes = isList(value) ? value.map(Number) : []
  const isAscending = codes.every((code, index) => index === 0 || code > (codes[index - 1] ?? Number.NaN))
  return [
    ...(codes.length === 0 || codes.length > 255 ? [`${codes.length} values, 1 to 255 are allowed`] : []),
    ...(isAscending ? [] : ['values are not in ascending order without duplicates']),
    ...(operator === 'In' && codes.includes(0) ? ['0 is no failure, In may not name it'] : []),
  ]
}

/** The Job controller sets these itself (job.GenerateSelector in kubernetes/pkg/registry/batch/job/strategy.go). */
function labelCollisions({ labels, path }: Pod): readonly string[] {
  const own = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']
  return own
    .filter((key) => labels[key] !== undefined)
    .map((key) => `${path}: the label ${key} belongs to the Job controller`)
}

function onceProblems(manifest: Manifest, pod: Pod): readonly string[] {
  const spec = objectAt(manifest, 'spec') ?? {}
  const demands: readonly (readonly [boolean, string])[] = [
    [spec['completions'] === 1, 'completions: not 1'],
    [spec['parallelism'] === 1, 'parallelism: not 1'],
    [
      spec['podReplacementPolicy'] === 'Failed',
      'podReplacementPolicy: not Failed, a second pod may start beside the first',
    ],
    [spec['podFailurePolicy'] !== undefined, 'podFailurePolicy: missing'],
    [typeof spec['backoffLimit'] === 'number', 'backoffLimit: missing, the default is 6'],
    [
      spec['ttlSecondsAfterFinished'] === undefined,
      'ttlSecondsAfterFinished: set, the log of a failed run would be deleted',
    ],
    [textAt(pod.spec, 'restartPolicy') === 'Never', 'template.spec.restartPolicy: not Never'],
  ]
  return demands.filter(([isMet]) => !isMet).map(([, reason]) => `spec.${reason}`)
}

/** The outer clock deletes the pods when it fires, so it must outlast every attempt and the waits between them. */
function deadlineProblems(manifest: Manifest, pod: Pod): readonly string[] {
  const [outer, inner] = [
    numberAt(manifest, 'spec', 'activeDeadlineSeconds'),
    numberAt(pod.spec, 'activeDeadlineSeconds'),
  ]
  if (outer === undefined || inner === undefined)
    return ['activeDeadlineSeconds: needed on the Job and on its pod template']
  const retries = numberAt(manifest, 'spec', 'backoffLimit') ?? 6
  const grace = numberAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30
  const needed = (retries + 1) * (inner + grace) + backoffSeconds(retries)
  return outer >= needed && outer > inner
    ? []
    : [`spec.activeDeadlineSeconds: ${outer}, but ${retries + 1} attempts take up to ${needed}`]
}

/** 10 s, doubled up to 10 min (DefaultJobPodFailureBackOff and MaxJobPodFailureBackOff, pkg/controller/job/job_controller.go). */
function backoffSeconds(retries: number): number {
  let sum = 0
  for (let retry = 0; retry < retries; retry++) sum += Math.min(10 * 2 ** retry, 600)
  return sum
}

/** The Step names the containers that are the candidate; a smoke test with only SQL checks has none. */
function candidateProblems(pod: Pod): readonly string[] {
  const containers = containersOf(pod)
  const candidates = containers
    .flatMap(stepsOf)
    .flatMap((step) => ('candidate' in step ? (step.candidate?.containers ?? []) : []))
  const main = containers.filter(({ role }) => role === 'main').map(({ name }) => name)
  const grace = numberAt(pod.spec, 'terminationGracePeriodSeconds') ?? 30
  const dropped = ['affinity', 'topologySpreadConstraints', 'priorityClassName', 'hostNetwork'].filter(
    (field) => pod.spec[field] !== undefined,
  )
  return [
    ...(main.join() === 'wavec' ? [] : [`${pod.path}.containers: ${main.join()}, the Job ends only if wavec is alone`]),
    ...(grace <= 20 ? [] : [`${pod.path}.terminationGracePeriodSeconds: ${grace}, at most 20`]),
    ...dropped.map((field) => `${pod.path}.${field}: left of the workload`),
    ...containers.flatMap((container) =>
      container.role === 'init' || candidates.includes(container.name) ? remnantProblems(container) : [],
    ),
    ...candidates.flatMap((name) => markProblems(name, containers)),
  ]
}

/** A startup probe holds back each later sidecar; wavec itself makes an HTTP readiness probe, over localhost. */
function remnantProblems({ path, value }: Container): readonly string[] {
  const left = ['startupProbe', 'livenessProbe', 'lifecycle'].filter((field) => value[field] !== undefined)
  const readiness = asObject(value['readinessProbe'])
  return [
    ...left.map((field) => `${path}.${field}: left of the workload`),
    ...(objectsAt(value, 'ports').some((port) => port['hostPort'] !== undefined)
      ? [`${path}.ports: a hostPort is left of the workload`]
      : []),
    ...(readiness === undefined || readiness['exec'] !== undefined
      ? []
      : [`${path}.readinessProbe: only an exec probe stays`]),
  ]
}

function markProblems(name: string, containers: readonly Container[]): readonly string[] {
  const sidecar = containers.find((container) => container.role === 'sidecar' && container.name === name)
  if (sidecar === undefined) return [`the Step names ${name}, which is no sidecar`]
  const marks = objectsAt(sidecar.value, 'env').filter(
    (variable) => variable['name'] === 'WAVEC_CANDIDATE' && variable['value'] === 'true',
  )
  return marks.length === 1 ? [] : [`${sidecar.path}.env: WAVEC_CANDIDATE is not set`]
}

/** A pod that does not use the API has no token for it; a candidate may have the token of the workload's pods. */
export function tokenProblems(manifest: Manifest, siblings: readonly Manifest[]): readonly string[] {
  const pod = podOf(manifest)
  if (stageOf(manifest) === undefined || pod === undefined) return []
  const isMounted = pod.spec['automountServiceAccountToken'] !== false
  const isProjected = objectsAt(pod.spec, 'volumes').some((volume) => volume['name'] === tokenVolume['name'])
  if (!isMounted && !isProjected) return []
  const account = textAt(pod.spec, 'serviceAccountName') ?? 'default'
  const isBound = siblings.some(
    ({ kind, ...binding }) =>
      kind.endsWith('RoleBinding') && objectsAt(binding, 'subjects').some((subject) => subject['name'] === account),
  )
  const isWorkloads =
    !isProjected &&
    isCandidate(manifest) &&
    siblings.some(
      (sibling) =>
        sibling.kind !== 'Job' &&
        podOf(sibling)?.spec['automountServiceAccountToken'] !== false &&
        podOf(sibling) !== undefined,
    )
  return isBound || isWorkloads
    ? []
    : [
        `${pod.path}: ${isProjected ? 'a token' : 'automountServiceAccountToken not false'}, yet no Role is bound to ${account}`,
      ]
}
