import { at, objectsAt, textMapAt } from '../../../manifest/fields.ts'
import { podSelectorOf, selects } from '../../../refs/selector.ts'
import { nameSpan, type Rule } from '../../rule.ts'
import { isJob, type Subject } from '../../subject.ts'
import { mayShareNamespace } from '../../unit.ts'

export const servesTraffic: Rule = ({ subjects }) => {
  const services = subjects.filter(({ manifest: { kind, apiVersion } }) => kind === 'Service' && apiVersion === 'v1')
  return subjects.filter(isJob).flatMap((job) => {
    const labels = textMapAt(job.pod?.template, 'metadata', 'labels')
    const service = services.find((each) => takes(each, job, labels))
    if (service === undefined || job.pod === undefined) return []
    return [
      {
        message: `${service.id} sends requests to the pods of ${job.id}`,
        why: 'its selector takes them, and they are ready while they run: a part of the traffic meets a pod that does not serve',
        help: 'leave the labels that the Service selects out of the Job’s pod template',
        span: job.locate([...job.pod.path, 'metadata', 'labels'], 'key'),
        related: [{ span: nameSpan(service), message: 'the Service' }],
      },
    ]
  })
}

/** A port by name leads only to pods that have it. */
function takes(service: Subject, job: Subject, labels: Readonly<Record<string, string>>): boolean {
  const selector = podSelectorOf(service.manifest)
  if (selector === undefined || !mayShareNamespace(service, job) || !selects(selector, labels)) return false
  return objectsAt(service.manifest, 'spec', 'ports').some((port) => typeof at(port, 'targetPort') !== 'string')
}
