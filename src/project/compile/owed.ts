import { compare } from '../../diagnostic/diagnostic.ts'
import type { EmittedPipeline, OwedImage, OwedSecret } from '../../emit/index.ts'

/** A Secret that several pipelines of a namespace need is owed once, with all their keys. */
export function owedBy(pipelines: readonly EmittedPipeline[]): OwedSecret[] {
  const owed = new Map<string, OwedSecret>()
  for (const secret of pipelines.flatMap((pipeline) => pipeline.owed)) {
    const id = `${secret.namespace}/${secret.name}`
    const known = owed.get(id)
    owed.set(id, known === undefined ? secret : { ...known, keys: [...new Set([...known.keys, ...secret.keys])] })
  }
  return [...owed.values()]
}

/** An image that several pipelines name is owed once, with all that it is for. */
export function imagesOf(pipelines: readonly EmittedPipeline[]): OwedImage[] {
  const owed = new Map<string, Set<string>>()
  for (const { image, why } of pipelines.flatMap(({ images }) => images))
    owed.set(image, (owed.get(image) ?? new Set()).add(why))
  return [...owed]
    .map(([image, why]) => ({ image, why: [...why].join(', ') }))
    .sort((a, b) => compare(a.image, b.image))
}
