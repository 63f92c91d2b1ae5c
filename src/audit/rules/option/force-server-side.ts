import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import { isServerSide } from '../../server-side.ts'

/** kubectl refuses --force with --server-side; Replace takes precedence over both (gitops-engine, sync_context.go `applyObject`). */
export const forceServerSide = eachSubject((subject, unit) => {
  const options = syncOptions(subject.manifest)
  if (!options.includes('Force=true') || options.includes('Replace=true')) return undefined
  if (!isServerSide(subject, unit)) return undefined
  return [
    {
      message: `${subject.id} can’t be applied: Force and server-side apply exclude each other`,
      why: 'every sync fails with "--force cannot be used with --server-side" (Argo CD up to 3.5.1)',
      help: 'remove Force=true, or add ServerSideApply=false to this object',
      span: annotationSpan(subject, syncOptionsKey),
    },
  ]
})
