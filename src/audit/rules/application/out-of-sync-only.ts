import { asText, at, isList } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks } from '../../application.ts'

/** gitops-engine/pkg/sync/sync_context.go, WithResourceModificationChecker: hooks run all the same. */
export const outOfSyncOnly = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const path = ['spec', 'syncPolicy', 'syncOptions']
  const list = at(application.manifest, ...path)
  const index = isList(list) ? list.findIndex((item) => asText(item) === 'ApplyOutOfSyncOnly=true') : -1
  if (index < 0) return undefined
  return [
    {
      message: `${hook?.id ?? 'a hook'} does not wait for what is unchanged`,
      why: 'with ApplyOutOfSyncOnly, what is in sync is neither applied nor awaited, even while it is not healthy; hooks run all the same',
      help: 'leave the option out where a hook depends on the health of something else',
      span: application.locate([...path, index]),
    },
  ]
})
