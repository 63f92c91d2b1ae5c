import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { eachSubject } from '../../rule.ts'

/** k8s.io/kubernetes/pkg/apis/core/validation: a mount names a volume of its own pod. */
export const noSuchVolume = eachSubject((subject) => {
  const { pod, manifest } = subject
  if (pod === undefined) return undefined
  const claims = objectsAt(manifest, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name'))
  const names = [...objectsAt(pod.spec, 'volumes').map((volume) => textAt(volume, 'name')), ...claims].flatMap(
    (name) => name ?? [],
  )
  return subject.containers.flatMap(({ container, path }) =>
    objectsAt(container, 'volumeMounts').flatMap((mount, index) => {
      const name = textAt(mount, 'name')
      if (name === undefined || names.includes(name)) return []
      const near = nearest(name, names)
      return [
        {
          message: `the pod has no volume ${name}`,
          why: `Kubernetes refuses ${subject.id}`,
          help:
            near === undefined
              ? `add it to the volumes of the pod (now: ${names.join(', ') || 'none'})`
              : `did you mean ${near}?`,
          span: subject.locate([...path, 'volumeMounts', index, 'name']),
        },
      ]
    }),
  )
})
