import { asText, at, isList } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks } from '../../application.ts'

/** gitops-engine/pkg/sync/sync_context.go, WithResourceModificationChecker: does not apply to hooks. */
export const outOfSyncOnly = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const path = ['spec', 'syncPolicy', 'syncOptions']
  const list = at(application.manifest, ...path)
  const index = isList(list) ? list.findIndex((item) => asText(item) === 'ApplyOutOfSyncOnly=true') : -1
  if (index < 0) return undefined
  return [
    {
      message: `${hook?.id ?? 'a hook'} does not wait for unchanged objects`,
      why: 'with ApplyOutOfSyncOnly Argo CD skips objects that are in sync, even unhealthy ones, but still runs the hooks',
      help: 'remove the option if a hook depends on the health of another object',
      span: application.locate([...path, index]),
    },
  ]
})
