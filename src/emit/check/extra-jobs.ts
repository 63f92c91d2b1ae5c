import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { isMovingTag, parseImage } from '../../manifest/image.ts'
import type { EmitContext } from '../context.ts'

/** What runs must be what was committed. */
export function checkExtraImages({ pipeline, plan }: EmitContext): readonly Diagnostic[] {
  return plan.extra.flatMap(({ image }, index) => {
    const { tag, digest } = parseImage(image)
    if (digest !== undefined || (tag !== undefined && !isMovingTag(tag))) return []
    return [
      diagnostic('stage/moving-tag', {
        message: `${image} is not pinned`,
        why: 'the same commit would run other code on another day',
        help: 'pin it: name@sha256:…, or a tag that is never pushed again',
        span: pipeline.locate(['jobs', index, 'image']),
      }),
    ]
  })
}
