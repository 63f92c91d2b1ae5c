import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { asText, at, isList } from '../../../manifest/fields.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { unitsOf, type AuditUnit } from '../../unit.ts'

/** kubectl refuses --force with --server-side; Replace takes precedence over both (gitops-engine, sync_context.go `applyObject`). */
export const forceServerSide = eachSubject((subject, unit) => {
  const options = syncOptions(subject.manifest)
  if (!options.includes('Force=true') || options.includes('Replace=true')) return undefined
  if (!options.includes('ServerSideApply=true') && !isServerSide(unit, options)) return undefined
  return [
    {
      message: `${subject.id} can’t be applied: Force and server-side apply exclude each other`,
      why: 'every sync fails with "--force cannot be used with --server-side" (Argo CD up to 3.5.1)',
      help: 'remove Force=true, or add ServerSideApply=false to this object',
      span: annotationSpan(subject, syncOptionsKey),
    },
  ]
})

function isServerSide(unit: AuditUnit, options: readonly string[]): boolean {
  if (options.includes('ServerSideApply=false')) return false
  return deployersOf(unit).some(({ manifest }) => {
    const list = at(manifest, 'spec', 'syncPolicy', 'syncOptions')
    return isList(list) && list.some((item) => asText(item) === 'ServerSideApply=true')
  })
}

function deployersOf(unit: AuditUnit): readonly Subject[] {
  return unit.all.flatMap((other) =>
    other.subjects.filter(
      (subject) => subject.manifest.kind === 'Application' && unitsOf(subject, unit).includes(unit),
    ),
  )
}
