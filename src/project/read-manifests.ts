import { loadSources, type Renderer, type Sources } from '../render/index.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import { noRenderer } from './no-renderer.ts'
import { textsOf } from './texts.ts'

export interface ManifestsRequest {
  /** Files and folders of the tree; a folder is read with everything below it. */
  readonly paths: readonly string[]
  /** Further texts, e.g. stdin, by the name that findings give them. */
  readonly texts?: Readonly<Record<string, string>>
  /** For kustomizations and charts; without it, those are reported as not rendered. */
  readonly renderer?: Renderer
}

export interface ReadManifests extends Sources {
  /** The texts that the places count in. */
  readonly textOf: Report['textOf']
}

/** Objects from any files. A path that does not exist is a finding. */
export function readManifests(
  tree: Tree,
  { paths, texts = {}, renderer = noRenderer }: ManifestsRequest,
): ReadManifests {
  const sources = loadSources({ tree, paths, texts, renderer })
  const inTree = textsOf(tree)
  return { ...sources, textOf: (file) => (Object.hasOwn(texts, file) ? texts[file] : inTree(file)) }
}
