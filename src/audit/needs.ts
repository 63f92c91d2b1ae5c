import type { Reference } from '../refs/references.ts'

const startKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'])
/** Kubernetes creates these in every namespace. */
const given: ReadonlySet<string> = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt'])

/** A pod does not start without it. The kubelet ignores a missing pull secret. */
export function isNeededAtStart({ kind, name, isOptional, path }: Reference): boolean {
  return startKinds.has(kind) && !isOptional && !given.has(`${kind}/${name}`) && !path.includes('imagePullSecrets')
}
