import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { looseReferencesOf } from '../../../refs/loose.ts'
import { eachAmong, nameSpan, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import type { AuditUnit } from '../../unit.ts'

const group = 'gateway.networking.k8s.io'
const routes = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
/** Targets in another namespace that need a grant: backends and certificates. A Gateway decides itself on its routes. */
const granted: ReadonlySet<string> = new Set(['Service', 'Secret'])

/** gateway-api.sigs.k8s.io, ReferenceGrant: the namespace of the target decides who may refer to it. */
export const notGranted = eachAmong([...routes, 'Gateway'], (user, { all }) => {
  const { apiVersion, metadata } = user.manifest
  if (!apiVersion.startsWith(`${group}/`) || metadata.namespace === undefined) return undefined
  const found = new Map<string, Finding>()
  for (const { kind, name, namespace, path } of looseReferencesOf(user.manifest)) {
    const id = `${kind}/${name}`
    if (!granted.has(kind) || namespace === undefined || namespace === metadata.namespace || found.has(id)) continue
    // Without the target in the input, the grants of its namespace are unknown.
    const maker = all.flatMap(({ makers }) => makers.get(id) ?? []).find((each) => isIn(each, namespace))
    if (maker === undefined || isGranted(all, user, { kind, name, namespace })) continue
    found.set(id, {
      message: `no ReferenceGrant lets ${user.id} use ${id} in namespace ${namespace}`,
      why: 'the reference is not resolved (RefNotPermitted), requests get a 500, and Argo CD reports Degraded',
      help: `add a ReferenceGrant to namespace ${namespace}, with spec: { from: [{ group: ${group}, kind: ${user.manifest.kind}, namespace: ${metadata.namespace} }], to: [{ group: "", kind: ${kind} }] }`,
      span: user.locate(path),
      related: [{ span: nameSpan(maker), message: `in ${namespace}` }],
    })
  }
  return [...found.values()]
})

function isIn({ manifest: { metadata } }: Subject, namespace: string): boolean {
  return metadata.namespace === namespace
}

interface Target {
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

function isGranted(all: readonly AuditUnit[], user: Subject, target: Target): boolean {
  const { kind, metadata } = user.manifest
  return all.some(({ subjects }) =>
    subjects.some((grant) => {
      if (grant.manifest.kind !== 'ReferenceGrant' || !mayBeIn(grant, target.namespace)) return false
      const from = objectsAt(grant.manifest, 'spec', 'from').some(
        (each) => textAt(each, 'kind') === kind && textAt(each, 'namespace') === metadata.namespace,
      )
      const to = objectsAt(grant.manifest, 'spec', 'to').some(
        (each) => textAt(each, 'kind') === target.kind && (textAt(each, 'name') ?? target.name) === target.name,
      )
      return from && to
    }),
  )
}

function mayBeIn({ manifest: { metadata } }: Subject, namespace: string): boolean {
  return metadata.namespace === undefined || metadata.namespace === namespace
}
