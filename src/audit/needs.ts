import type { Reference } from '../refs/references.ts'

const startKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'])
/** Objects that every namespace has. */
const given: ReadonlySet<string> = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt'])

/** A pod does not start without it. A pull secret that is missing is passed over by the kubelet. */
export function isNeededAtStart({ kind, name, isOptional, path }: Reference): boolean {
  return startKinds.has(kind) && !isOptional && !given.has(`${kind}/${name}`) && !path.includes('imagePullSecrets')
}
