/** Pod Security Standards, profile "restricted", for the containers that wavec owns (policy/check_*.go, v1.34). */
import { at, isList, objectAt, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { textsAt } from './containers.ts'
import { isCandidate, ownContainers, podOf, type Container, type Pod } from './pods.ts'

const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

export function podSecurityProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  if (pod === undefined) return []
  const own = ownContainers(manifest)
  // A candidate's pod copies the workload's, whose volumes and pod-wide settings are the user's choice.
  const ofPod = own.length === 0 || isCandidate(manifest) ? [] : podProblems(pod)
  return [...ofPod, ...own.flatMap((container) => restrictedProblems(pod, container))]
}

function podProblems({ path, spec }: Pod): readonly string[] {
  const volumes = objectsAt(spec, 'volumes').flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== 'name' && !volumeTypes.includes(key)),
  )
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC']
      .filter((field) => spec[field] === true)
      .map((field) => `${path}.${field}: true`),
    ...volumes.map((type) => `${path}.volumes: ${type} is not allowed`),
    ...(objectsAt(spec, 'securityContext', 'sysctls').length > 0
      ? [`${path}.securityContext.sysctls: not allowed`]
      : []),
  ]
}

function restrictedProblems({ spec }: Pod, { path, value }: Container): readonly string[] {
  const own = objectAt(value, 'securityContext') ?? {}
  const effective = { ...objectAt(spec, 'securityContext'), ...own }
  const added = textsAt(objectAt(own, 'capabilities') ?? {}, 'add').filter(
    (capability) => capability !== 'NET_BIND_SERVICE',
  )
  const demands: readonly (readonly [boolean, string])[] = [
    [effective['runAsNonRoot'] === true, 'runAsNonRoot: not true'],
    [effective['runAsUser'] !== 0, 'runAsUser: 0'],
    [own['allowPrivilegeEscalation'] === false, 'allowPrivilegeEscalation: not false'],
    [own['privileged'] !== true, 'privileged: true'],
    [own['procMount'] === undefined || own['procMount'] === 'Default', 'procMount: not Default'],
    [isDroppingAll(own), 'capabilities.drop: ALL is missing'],
    [added.length === 0, `capabilities.add: ${added.join(', ')}`],
    [
      ['RuntimeDefault', 'Localhost'].includes(textAt(effective, 'seccompProfile', 'type') ?? ''),
      'seccompProfile.type: neither RuntimeDefault nor Localhost',
    ],
    [textAt(effective, 'appArmorProfile', 'type') !== 'Unconfined', 'appArmorProfile.type: Unconfined'],
  ]
  const ports = objectsAt(value, 'ports').filter((port) => (at(port, 'hostPort') ?? 0) !== 0)
  return [
    ...demands.filter(([isMet]) => !isMet).map(([, reason]) => `${path}.securityContext.${reason}`),
    ...ports.map(() => `${path}.ports: a hostPort`),
  ]
}

function isDroppingAll(securityContext: JsonObject): boolean {
  const drop = at(securityContext, 'capabilities', 'drop')
  return isList(drop) && drop.includes('ALL')
}
