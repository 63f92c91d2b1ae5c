import { textAt } from '../../../manifest/fields.ts'
import { isMovingTag, parseImage } from '../../../manifest/image.ts'
import { eachSubject } from '../../rule.ts'
import { isJob, isSyncHook } from '../../subject.ts'

export const movingTag = eachSubject((subject) => {
  if (!isJob(subject) && !(isSyncHook(subject) && subject.pod !== undefined)) return undefined
  return subject.containers.flatMap(({ container, path }) => {
    const image = textAt(container, 'image')
    // Kustomize or a pipeline replaces a placeholder, tag included.
    if (image === undefined || /^\$|PLACEHOLDER|^<|REPLACE/i.test(image)) return []
    const { tag, digest } = parseImage(image)
    if (digest !== undefined || (tag !== undefined && !isMovingTag(tag))) return []
    return [
      {
        message: tag === undefined ? `${image} has no tag, which means latest` : `${tag} is a moving tag`,
        why: 'what the Job runs depends on when a node pulled the image, and reverting a commit does not restore the old image',
        help: 'pin a version, or a digest: IMAGE@sha256:…',
        span: subject.locate([...path, 'image']),
      },
    ]
  })
})
