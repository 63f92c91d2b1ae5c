import { at, objectsAt } from '../../../manifest/fields.ts'
import { eachOf, nameSpan } from '../../rule.ts'
import { selecting } from '../../selecting.ts'
import { isJob, type Subject } from '../../subject.ts'

export const servesTraffic = eachOf('Job', (job, unit) => {
  if (job.pod === undefined || !isJob(job)) return undefined
  const service = selecting(unit, job).find(leadsAnywhere)
  if (service === undefined) return undefined
  return [
    {
      message: `${service.id} sends requests to the pods of ${job.id}`,
      why: 'its selector matches them and they are ready while they run, so some requests reach a pod that does not serve',
      help: 'remove the labels that the Service selects from the pod template of the Job',
      span: job.locate([...job.pod.path, 'metadata', 'labels'], 'key'),
      related: [{ span: nameSpan(service), message: 'the Service' }],
    },
  ]
})

/** A Service with only named target ports skips pods that lack them. */
function leadsAnywhere({ manifest }: Subject): boolean {
  if (manifest.kind !== 'Service' || manifest.apiVersion !== 'v1') return false
  return objectsAt(manifest, 'spec', 'ports').some((port) => typeof at(port, 'targetPort') !== 'string')
}
