import { availableParallelism, cpus, tmpdir } from 'node:os'
import { findKubectl } from '../peers/kubectl.ts'

/** What the figures depend on, one line each. */
export function machineFacts(seed: number): string[] {
  const kubectl = findKubectl()
  return [
    `node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`,
    kubectl === undefined ? 'kubectl: none' : `kubectl ${kubectl.version}, kustomize ${kubectl.kustomize}`,
    `seed ${seed}, files below ${tmpdir()}`,
  ]
}
