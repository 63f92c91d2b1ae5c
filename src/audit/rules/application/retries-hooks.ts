import { at } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks, isAutomated } from '../../application.ts'

/** controller/appcontroller.go `autoSync`: Retry{Limit: 5} unless spec.syncPolicy.retry is set. */
export const retriesHooks = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const { manifest, locate } = application
  if (!isAutomated(application) || at(manifest, 'spec', 'syncPolicy', 'retry') !== undefined) return undefined
  return [
    {
      message: `a failed sync of ${application.id} runs ${hook?.id ?? 'its hooks'} five times more`,
      why: 'automated sync retries five times unless retry is set, and every retry starts from the beginning',
      help: 'syncPolicy: { retry: { limit: 0 } }, or as many attempts as the hooks are proven to survive',
      span: locate(['spec', 'syncPolicy', 'automated'], 'key'),
    },
  ]
})
