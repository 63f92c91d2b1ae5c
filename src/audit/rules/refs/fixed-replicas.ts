import { at } from '../../../manifest/fields.ts'
import { looseReferencesOf } from '../../../refs/loose.ts'
import { eachAmong, nameSpan } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersIn, unitsOf, type AuditUnit } from '../../unit.ts'

const scaled: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'])

/** Applying sets what the manifest says, whatever the autoscaler has set since (Kubernetes, "Horizontal Pod Autoscaling", migrating). */
export const fixedReplicas = eachAmong(['HorizontalPodAutoscaler', 'ScaledObject'], (scaler, unit) =>
  targetsOf(scaler).flatMap((id) => {
    const [target] = makersIn(unit, id, scaler.manifest.metadata.namespace)
    if (target === undefined || typeof at(target.manifest, 'spec', 'replicas') !== 'number') return []
    if (isIgnored(unit)) return []
    return [
      {
        message: `${id} writes its replicas, and ${scaler.id} scales it`,
        why: 'every sync sets them back to what is written, in the middle of the load that they were scaled for; self-heal does so at once',
        help: 'take replicas out of it, or have both ignoreDifferences for /spec/replicas and RespectIgnoreDifferences=true in the Application',
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

/** controller/sync.go: only with both is a field left as it is in the cluster. */
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
