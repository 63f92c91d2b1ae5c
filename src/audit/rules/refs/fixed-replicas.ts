import { at } from '../../../manifest/fields.ts'
import { looseReferencesOf } from '../../../refs/loose.ts'
import { eachAmong, nameSpan } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersIn, unitsOf, type AuditUnit } from '../../unit.ts'

const scaled: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'])

/** Applying a manifest overwrites what the autoscaler has set (Kubernetes, "Horizontal Pod Autoscaling", migrating). */
export const fixedReplicas = eachAmong(['HorizontalPodAutoscaler', 'ScaledObject'], (scaler, unit) =>
  targetsOf(scaler).flatMap((id) => {
    const [target] = makersIn(unit, id, scaler.manifest.metadata.namespace)
    if (target === undefined || typeof at(target.manifest, 'spec', 'replicas') !== 'number') return []
    if (isIgnored(unit)) return []
    return [
      {
        message: `${id} sets replicas, but ${scaler.id} scales it`,
        why: 'every sync resets replicas to this number, even under load, and self-heal does so at once',
        help: 'remove replicas, or set both ignoreDifferences for /spec/replicas and RespectIgnoreDifferences=true in the Application',
        span: target.locate(['spec', 'replicas']),
        related: [{ span: nameSpan(scaler), message: 'scales it' }],
      },
    ]
  }),
)

function targetsOf({ manifest, references }: Subject): readonly string[] {
  const named = [...references, ...looseReferencesOf(manifest)].filter(({ kind }) => scaled.has(kind))
  return [...new Set(named.map(({ kind, name }) => `${kind}/${name}`))]
}

/** controller/sync.go keeps the field of the cluster only if both are set. */
function isIgnored(unit: AuditUnit): boolean {
  return unit.all.some(({ subjects }) =>
    subjects.some((application) => {
      const { manifest } = application
      if (manifest.kind !== 'Application') return false
      const ignored = JSON.stringify(at(manifest, 'spec', 'ignoreDifferences') ?? null)
      const options = JSON.stringify(at(manifest, 'spec', 'syncPolicy', 'syncOptions') ?? null)
      const isBoth = ignored.includes('replicas') && options.includes('RespectIgnoreDifferences=true')
      return isBoth && unitsOf(application, unit).includes(unit)
    }),
  )
}
