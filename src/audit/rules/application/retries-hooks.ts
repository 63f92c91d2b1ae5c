import { at } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks, isAutomated } from '../../application.ts'

/** controller/appcontroller.go `autoSync`: Retry{Limit: 5} unless spec.syncPolicy.retry is set. */
export const retriesHooks = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const { manifest, locate } = application
  if (!isAutomated(application) || at(manifest, 'spec', 'syncPolicy', 'retry') !== undefined) return undefined
  return [
    {
      message: `a failed sync of ${application.id} reruns ${hook?.id ?? 'its hooks'} up to five times`,
      why: 'automated sync retries five times unless retry is set, and every retry starts from the beginning',
      help: 'set syncPolicy: { retry: { limit: 0 } }, or as many retries as the hooks are proven to survive',
      span: locate(['spec', 'syncPolicy', 'automated'], 'key'),
    },
  ]
})
