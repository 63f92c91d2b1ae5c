import { at } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks } from '../../application.ts'

export const retriesForEver = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const path = ['spec', 'syncPolicy', 'retry', 'limit']
  const limit = at(application.manifest, ...path)
  if (typeof limit !== 'number' || limit >= 0) return undefined
  return [
    {
      message: `a failed sync of ${application.id} runs ${hook?.id ?? 'its hooks'} again without end`,
      why: 'a negative limit has no end, every retry runs every hook, and a newer commit waits meanwhile (unless retry.refresh is set)',
      help: 'limit: 0, or as many attempts as the hooks are proven to survive',
      span: application.locate(path),
    },
  ]
})
