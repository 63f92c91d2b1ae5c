import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { stepVariable } from '../../protocol/process.ts'
import { nearest } from '../../diagnostic/nearest.ts'
import { objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import { parseImage } from '../../manifest/image.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { checkFile, resolveNamed } from '../../source/read.ts'
import type { Tree } from '../../source/tree.ts'
import type { EmitContext } from '../context.ts'

/** A program that is never run proves nothing: it has to be there, and some Job has to run its image. */
export function checkRehearsal(
  { pipeline }: EmitContext,
  manifests: readonly Manifest[],
  tree: Tree,
): readonly Diagnostic[] {
  const images = imagesOf(manifests)
  return Object.entries(pipeline.spec.rehearse?.programs ?? {}).flatMap(([image, path]) => {
    const at = ['rehearse', 'programs', image]
    const { value: file, diagnostics } = resolveNamed(pipeline.folder, path, pipeline.locate(at, 'value'))
    const missing = file === undefined ? diagnostics : checkFile(tree, file, pipeline.locate(at, 'value'))
    if (images.includes(image)) return missing
    const bare = parseImage(image).repository
    const near = images.includes(bare) ? bare : nearest(image, images)
    const others = images.length === 0 ? 'delete it' : `they run ${images.join(', ')}`
    const unused = diagnostic('stage/no-such-image', {
      message: `no container of a Job runs the image ${image}`,
      why: 'the program would never run in its place',
      help: near === undefined ? others : `write ${near}: the image without tag and digest`,
      span: pipeline.locate(at, 'key'),
    })
    return [...missing, unused]
  })
}

/** What Jobs start besides wavec and the candidate itself: without tag and digest, sorted. */
function imagesOf(manifests: readonly Manifest[]): readonly string[] {
  const containers = manifests
    .filter(({ kind }) => kind === 'Job')
    .map((job) => objectAt(job, 'spec', 'template', 'spec'))
    .flatMap((pod) => [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')])
    .filter((container) => textAt(container, 'restartPolicy') !== 'Always')
    .filter((container) => !objectsAt(container, 'env').some((entry) => textAt(entry, 'name') === stepVariable))
  return [...new Set(containers.map((container) => parseImage(textAt(container, 'image') ?? '').repository))].sort()
}
