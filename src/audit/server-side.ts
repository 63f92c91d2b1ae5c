import { syncOptions } from '../manifest/annotations.ts'
import { asText, at, isList } from '../manifest/fields.ts'
import type { Subject } from './subject.ts'
import { unitsOf, type AuditUnit } from './unit.ts'

/** The object's own option takes precedence over that of its Application (gitops-engine `shouldUseServerSideApply`). */
export function isServerSide({ manifest }: Subject, unit: AuditUnit): boolean {
  const options = syncOptions(manifest)
  if (options.includes('ServerSideApply=false')) return false
  return options.includes('ServerSideApply=true') || isServerSideUnit(unit)
}

/** The Application of these objects says so for all of them. */
export function isServerSideUnit(unit: AuditUnit): boolean {
  return deployersOf(unit).some(({ manifest }) => {
    const list = at(manifest, 'spec', 'syncPolicy', 'syncOptions')
    return isList(list) && list.some((item) => asText(item) === 'ServerSideApply=true')
  })
}

export function deployersOf(unit: AuditUnit): readonly Subject[] {
  return unit.all.flatMap((other) =>
    other.subjects.filter(
      (subject) => subject.manifest.kind === 'Application' && unitsOf(subject, unit).includes(unit),
    ),
  )
}
