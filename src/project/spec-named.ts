import { findPipelines } from '../pipeline/load.ts'
import { folderOf } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'
import { wavesFolder } from './places.ts'
import { misused, wavec } from './usage.ts'

/** Which pipeline is meant, and what to call it in messages. */
export interface Named {
  /** A spec, its folder, or its name in `waves/`, as the user typed it. */
  readonly pipeline: string
  /** The same as a path of the tree, where the user is not at its root. */
  readonly path?: string
}

/** The spec that is meant. Throws a `Failure` for none, and for several. */
export function specNamed(tree: Tree, { pipeline, path = pipeline }: Named, verb: string): string {
  if (/\.ya?ml$/.test(path)) return path
  for (const folder of [path, `${wavesFolder}/${pipeline}`]) {
    const [file, second] = tree.list(folder).ok ? (findPipelines(tree, folder).value ?? []) : []
    if (file !== undefined && second === undefined) return file
    if (second !== undefined)
      throw misused(`${verb}: ${pipeline} holds several pipelines`, `${wavec} ${verb} ${folderOf(second)}`)
  }
  const known = findPipelines(tree, wavesFolder).value ?? []
  throw misused(
    `${verb}: there is no pipeline in ${pipeline}`,
    `${wavec} ${verb} ${folderOf(known[0] ?? `${wavesFolder}/orders/pipeline.yaml`)}`,
  )
}
