import { at } from '../../../manifest/fields.ts'
import { eachApplicationWithHooks } from '../../application.ts'

export const retriesForEver = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  const path = ['spec', 'syncPolicy', 'retry', 'limit']
  const limit = at(application.manifest, ...path)
  if (typeof limit !== 'number' || limit >= 0) return undefined
  return [
    {
      message: `a failed sync of ${application.id} reruns ${hook?.id ?? 'its hooks'} forever`,
      why: 'a negative limit means unlimited retries, each retry runs every hook, and newer commits have to wait (unless retry.refresh is set)',
      help: 'set limit: 0, or as many retries as the hooks are proven to survive',
      span: application.locate(path),
    },
  ]
})
