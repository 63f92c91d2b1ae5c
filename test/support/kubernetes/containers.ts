/** Containers, their mounts and variables: ValidatePodSpec in kubernetes/pkg/apis/core/validation/validation.go. */
import { at, isList, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { referencedNames } from './expansion.ts'
import { containersOf, duplicates, isCandidate, podOf, stageOf, type Container, type Pod } from './pods.ts'

export function containerProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  if (pod === undefined) return []
  const containers = containersOf(pod)
  return [
    ...(containers.some(({ role }) => role === 'main') ? [] : [`${pod.path}: no containers`]),
    ...duplicates(containers.map(({ name }) => name)).map((name) => `${pod.path}: two containers are named ${name}`),
    ...volumeProblems(
      pod,
      containers,
      stageOf(manifest) === undefined || isCandidate(manifest) ? 'may be unused' : 'all used',
    ),
    ...containers.flatMap((container) => [
      ...roleProblems(container),
      ...mountProblems(pod, container),
      ...variableProblems(container),
    ]),
  ]
}

function roleProblems({ name, path, role, value }: Container): readonly string[] {
  const forbidden = {
    init: ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'],
    sidecar: [],
    main: ['restartPolicy'],
  }[role]
  return [
    ...(name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
      ? []
      : [`${path}: the name is not a DNS label`]),
    ...forbidden
      .filter((field) => value[field] !== undefined)
      .map((field) => `${path}.${field}: not allowed on ${role === 'init' ? 'an init' : 'a main'} container`),
  ]
}

function volumeProblems(
  { path, spec }: Pod,
  containers: readonly Container[],
  demand: 'all used' | 'may be unused',
): readonly string[] {
  const volumes = objectsAt(spec, 'volumes').map((volume) => textAt(volume, 'name') ?? '')
  const used = new Set(
    containers.flatMap(({ value }) =>
      [...objectsAt(value, 'volumeMounts'), ...objectsAt(value, 'volumeDevices')].map((mount) => textAt(mount, 'name')),
    ),
  )
  const unused = demand === 'all used' ? volumes.filter((name) => !used.has(name)) : []
  return [
    ...duplicates(volumes).map((name) => `${path}.volumes: two are named ${name}`),
    ...unused.map((name) => `${path}.volumes[${name}]: mounted nowhere`),
  ]
}

function mountProblems({ spec, claims }: Pod, { path, value }: Container): readonly string[] {
  const volumes = new Set([...claims, ...objectsAt(spec, 'volumes').map((volume) => textAt(volume, 'name'))])
  const mounts = objectsAt(value, 'volumeMounts')
  const paths = mounts.map((mount) => textAt(mount, 'mountPath') ?? '')
  return [
    ...mounts
      .filter((mount) => !volumes.has(textAt(mount, 'name')))
      .map((mount) => `${path}.volumeMounts: there is no volume ${textAt(mount, 'name')}`),
    ...duplicates(paths).map((place) => `${path}.volumeMounts: ${place} is mounted twice`),
    ...paths
      .filter((place) => place === '' || place.includes(':'))
      .map((place) => `${path}.volumeMounts: illegal mountPath ${JSON.stringify(place)}`),
  ]
}

function variableProblems({ path, value }: Container): readonly string[] {
  const variables = objectsAt(value, 'env')
  const names = variables.map((variable) => textAt(variable, 'name') ?? '')
  return [
    ...duplicates(names).map((name) => `${path}.env: ${name} is set twice`),
    ...names
      .filter((name) => !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
      .map((name) => `${path}.env: ${JSON.stringify(name)} is not a legal name`),
    ...variables
      .filter((variable) => variable['value'] !== undefined && variable['valueFrom'] !== undefined)
      .map((variable) => `${path}.env: ${textAt(variable, 'name')} has value and valueFrom`),
    ...danglingReferences(value).map((problem) => `${path}.${problem}`),
  ]
}

/** The kubelet leaves a `$(NAME)` unexpanded if nothing before it defines NAME. Keys of an envFrom are unknown here. */
function danglingReferences(container: JsonObject): readonly string[] {
  if (objectsAt(container, 'envFrom').length > 0) return []
  const problems: string[] = []
  const known = new Set<string>()
  for (const variable of objectsAt(container, 'env')) {
    const name = textAt(variable, 'name') ?? ''
    for (const reference of referencedNames(textAt(variable, 'value') ?? '')) {
      if (!known.has(reference)) problems.push(`env.${name}: $(${reference}) is defined by nothing before it`)
    }
    known.add(name)
  }
  for (const list of ['command', 'args']) {
    for (const reference of textsAt(container, list).flatMap(referencedNames)) {
      if (!known.has(reference)) problems.push(`${list}: $(${reference}) is no variable of the container`)
    }
  }
  return problems
}

export function textsAt(value: JsonObject, key: string): readonly string[] {
  const list = at(value, key)
  return isList(list) ? list.flatMap((item) => (typeof item === 'string' ? [item] : [])) : []
}
