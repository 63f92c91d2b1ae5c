import { compareOptionsKey, csv, syncOptions } from '../../../manifest/annotations.ts'
import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'
import { deployersOf, isServerSideUnit } from '../../server-side.ts'
import type { Subject } from '../../subject.ts'
import type { AuditUnit } from '../../unit.ts'

/**
 * The API server adds both fields to each template. Only the comparison for client-side apply leaves out what the manifest
 * lacks (Argo CD v3.5.1, gitops-engine/pkg/diff/diff.go `Diff`, `statefulSetWorkaround`; argoproj/argo-cd#11143).
 */
export const serverSideClaims = eachOf('StatefulSet', (subject, unit) => {
  if (!isMerged(subject, unit)) return undefined
  return objectsAt(subject.manifest, 'spec', 'volumeClaimTemplates').flatMap((template, index) => {
    const absent = ['apiVersion', 'kind'].filter((field) => textAt(template, field) === undefined)
    if (absent.length === 0) return []
    return [
      {
        message: `the claim template has no ${absent.join(' and no ')}, so ${subject.id} stays OutOfSync`,
        why: 'with ServerSideApply=true Argo CD compares the templates field by field, and the API server adds both fields',
        help: 'write apiVersion: v1 and kind: PersistentVolumeClaim into it, or remove ServerSideApply=true',
        span: subject.locate(['spec', 'volumeClaimTemplates', index, 'metadata', 'name']),
      },
    ]
  })
})

function isMerged(subject: Subject, unit: AuditUnit): boolean {
  // The server's own dry run, in which both sides have the fields.
  const compared = [subject, ...deployersOf(unit)]
  if (compared.some(({ manifest }) => csv(manifest, compareOptionsKey).includes('ServerSideDiff=true'))) return false
  return syncOptions(subject.manifest).includes('ServerSideApply=true') || isServerSideUnit(unit)
}
