import { textAt, textMapAt } from '../../../manifest/fields.ts'
import { eachOf, nameSpan, type Rule } from '../../rule.ts'
import { isJob, type Subject } from '../../subject.ts'
import type { AuditUnit } from '../../unit.ts'

interface Mesh {
  readonly name: string
  readonly namespaceLabel: readonly [key: string, value: string]
  readonly podKey: string
  readonly on: readonly string[]
  readonly off: string
}

/** Istio and Linkerd documentation, "sidecar injection": label or annotation of the pod, label or annotation of the namespace. */
const meshes: readonly Mesh[] = [
  {
    name: 'Istio',
    namespaceLabel: ['istio-injection', 'enabled'],
    podKey: 'sidecar.istio.io/inject',
    on: ['true'],
    off: 'add the pod label sidecar.istio.io/inject: "false"',
  },
  {
    name: 'Linkerd',
    namespaceLabel: ['linkerd.io/inject', 'enabled'],
    podKey: 'linkerd.io/inject',
    on: ['enabled', 'ingress'],
    off: 'add the pod annotation linkerd.io/inject: disabled',
  },
]

export const meshSidecar: Rule = eachOf('Job', (subject, unit) => {
  if (!isJob(subject) || subject.pod === undefined) return undefined
  const own = {
    ...textMapAt(subject.pod.template, 'metadata', 'annotations'),
    ...textMapAt(subject.pod.template, 'metadata', 'labels'),
  }
  return meshes.flatMap((mesh) => {
    const value = own[mesh.podKey]
    if (value === undefined ? !injectsInto(subject, unit, mesh) : !mesh.on.includes(value)) return []
    // Kubernetes stops a native sidecar with the pod.
    if (own['config.alpha.linkerd.io/proxy-enable-native-sidecar'] === 'true') return []
    return [
      {
        message: `${mesh.name} injects a proxy into ${subject.id} that does not stop by itself`,
        why: 'unless the mesh injects native sidecars, the pod keeps running after its work is done and the Job never completes',
        help: mesh.off,
        span: nameSpan(subject),
      },
    ]
  })
})

function injectsInto(
  { manifest }: Subject,
  { all, namespaces }: AuditUnit,
  { namespaceLabel: [key, value] }: Mesh,
): boolean {
  const wanted = manifest.metadata.namespace
  const among = wanted === undefined ? namespaces : all.flatMap(({ makers }) => makers.get(`Namespace/${wanted}`) ?? [])
  return among.some(
    ({ manifest: other }) =>
      textAt(other, 'metadata', 'labels', key) === value || textAt(other, 'metadata', 'annotations', key) === value,
  )
}
