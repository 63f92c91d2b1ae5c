import { at, objectAt, objectsAt, textAt } from '../../../manifest/fields.ts'
import { isMovingTag, parseImage } from '../../../manifest/image.ts'
import type { JsonObject } from '../../../manifest/manifest.ts'
import type { Span } from '../../../diagnostic/diagnostic.ts'
import type { UnitRule } from '../../rule.ts'
import { isJob, isSyncHook, type Subject } from '../../subject.ts'

/** Once for a unit: its Jobs usually share their images, and pinning is one decision. */
export const imageByTag: UnitRule = ({ subjects }) => {
  const places = new Map<string, Span>()
  for (const subject of subjects) {
    for (const { image, span } of taggedIn(subject)) if (!places.has(image)) places.set(image, span)
  }
  const [first, ...others] = places
  if (first === undefined) return []
  const [image, span] = first
  return [
    {
      message: `${[...places.keys()].join(', ')} ${places.size === 1 ? 'holds a credential, and is' : 'hold a credential, and are'} pinned by a tag only`,
      why: 'who can push the tag again runs other code with the credential, and no commit shows it',
      help: `pin the digest: crane digest ${image}`,
      span,
      related: others.map(([name, place]) => ({ span: place, message: name })),
    },
  ]
}

/** Images with a version that can be pushed again. A moving tag or none is `job/moving-tag`. */
function taggedIn(subject: Subject): readonly { readonly image: string; readonly span: Span }[] {
  const { pod, containers } = subject
  if (pod === undefined || !(isJob(subject) || isSyncHook(subject))) return []
  return containers.flatMap(({ container, path }) => {
    const image = textAt(container, 'image')
    if (image === undefined || !holdsSecret(container, pod.spec)) return []
    const { tag, digest } = parseImage(image)
    // Kustomize or a pipeline replaces a placeholder, tag included.
    const isPlaceholder = /^\$|PLACEHOLDER|^<|REPLACE/i.test(image)
    if (isPlaceholder || digest !== undefined || tag === undefined || isMovingTag(tag)) return []
    return [{ image, span: subject.locate([...path, 'image']) }]
  })
}

function holdsSecret(container: JsonObject, pod: JsonObject): boolean {
  const mounted = new Set(objectsAt(container, 'volumeMounts').map((mount) => textAt(mount, 'name')))
  return (
    objectsAt(container, 'env').some((variable) => objectAt(variable, 'valueFrom', 'secretKeyRef') !== undefined) ||
    objectsAt(container, 'envFrom').some((source) => objectAt(source, 'secretRef') !== undefined) ||
    objectsAt(pod, 'volumes').some((volume) => mounted.has(textAt(volume, 'name')) && isSecret(volume))
  )
}

/** Also of a driver that mounts secrets of another store. */
function isSecret(volume: JsonObject): boolean {
  return (
    objectAt(volume, 'secret') !== undefined ||
    textAt(volume, 'csi', 'driver') === 'secrets-store.csi.k8s.io' ||
    objectsAt(volume, 'projected', 'sources').some((source) => at(source, 'secret') !== undefined)
  )
}
