import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { EmitContext } from '../context.ts'
import { access, serviceAccount } from './access.ts'
import type { Copies } from './copies.ts'

/** Whose account the candidate's pod has, and whether it may read the pod: only one that wavec makes for it may. */
export interface CandidateAccount {
  /** `kept`: the workload's own, because its identity belongs to that name, or because the files do not say what it holds. */
  readonly whose: 'own' | 'copy' | 'kept'
  /** Undefined for the namespace's `default`. */
  readonly name: string | undefined
}

export function candidateAccount({ pipeline, workload }: EmitContext, copies: Copies): CandidateAccount {
  const named = textAt(workload.podSpec, 'serviceAccountName') ?? textAt(workload.podSpec, 'serviceAccount')
  if (named === undefined || named === 'default') {
    const isGiven =
      pipeline.spec.external.includes('ServiceAccount/default') ||
      workload.documents.some(({ manifest }) => concernsDefault(manifest))
    return isGiven ? { whose: 'kept', name: named } : { whose: 'own', name: `${pipeline.name}-candidate` }
  }
  const copy = copies.rename('ServiceAccount', named)
  return copy === named ? { whose: 'kept', name: named } : { whose: 'copy', name: copy }
}

/** Whether the namespace's account `default` is more than Kubernetes makes it: written down, or given rights. */
function concernsDefault(manifest: Manifest): boolean {
  if (manifest.kind === 'ServiceAccount') return manifest.metadata.name === 'default'
  if (manifest.kind !== 'RoleBinding' && manifest.kind !== 'ClusterRoleBinding') return false
  return objectsAt(manifest, 'subjects').some(
    (subject) => textAt(subject, 'kind') === 'ServiceAccount' && textAt(subject, 'name') === 'default',
  )
}

/** Whether the pod may read its own status, and with it restarts. */
export function observesRestarts(context: EmitContext, copies: Copies): boolean {
  return candidateAccount(context, copies).whose !== 'kept'
}

/** The candidate's pod may read itself, and what a container wrote before it ended. */
export function candidateAccess(context: EmitContext, copies: Copies): readonly Manifest[] {
  const { whose, name } = candidateAccount(context, copies)
  if (context.plan.profile.candidate === 'none' || whose === 'kept' || name === undefined) return []
  return [
    ...(whose === 'own' ? [serviceAccount(context, name)] : []),
    ...access(context, `${context.pipeline.name}-candidate`, name, [
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get'] },
    ]),
  ]
}
