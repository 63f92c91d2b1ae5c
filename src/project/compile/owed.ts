import type { EmittedPipeline, OwedSecret } from '../../emit/index.ts'

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
