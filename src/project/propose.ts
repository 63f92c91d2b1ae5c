import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { OwedImage, OwedSecret } from '../emit/index.ts'
import { jsonSchema } from '../pipeline/json-schema.ts'
import { propose as proposePipelines, type Proposal } from '../propose/index.ts'
import { workflow, workflowPath } from '../propose/workflow.ts'
import type { Renderer } from '../render/index.ts'
import type { Tree } from '../source/tree.ts'
import { tools } from '../tools/index.ts'
import { anyRunner } from './any-runner.ts'
import { compileAll } from './compile/compile-all.ts'
import { imagesOf, owedBy } from './compile/owed.ts'
import { noRenderer } from './no-renderer.ts'
import { overlay } from './overlay.ts'
import { wavesFolder } from './places.ts'

export interface ProposeRequest {
  readonly renderer?: Renderer
}

export interface ProposeAnswer {
  /** What the repository has, each in a few words. */
  readonly found: readonly string[]
  /** What was not looked at. */
  readonly limits: readonly string[]
  /** What a pipeline needs and the repository does not have; then nothing is proposed. */
  readonly missing: readonly ('migrations' | 'workload')[]
  /** Pipelines whose spec is not there yet, with reasons. */
  readonly proposals: readonly Proposal[]
  /** The files to write, by path: specs, the schema for editors, a workflow. */
  readonly texts: ReadonlyMap<string, string>
  /** Paths of these that exist already, so that they stay as they are. */
  readonly kept: readonly string[]
  /** The errors that a compile would have with the files. */
  readonly errors: readonly Diagnostic[]
  /** Secrets that the user has to create in the cluster. */
  readonly owed: readonly OwedSecret[]
  /** Images that the nodes of the cluster must be able to pull. */
  readonly images: readonly OwedImage[]
}

/** Pipelines for a repository that has none: from its manifests and migrations, with reasons. */
export function propose(tree: Tree, { renderer = noRenderer }: ProposeRequest = {}): ProposeAnswer {
  const { found, limits, proposals, migrations, workloads } = proposePipelines(tree, tools)
  if (proposals.length === 0) {
    const missing = [
      ...(migrations.length === 0 ? (['migrations'] as const) : []),
      ...(workloads.length === 0 ? (['workload'] as const) : []),
    ]
    return { found, limits, missing, proposals, texts: new Map(), kept: [], errors: [], owed: [], images: [] }
  }
  const all = new Map([
    ...proposals.map(({ file, text }): [string, string] => [file, text]),
    [`${wavesFolder}/pipeline.schema.json`, jsonSchema()],
    [workflowPath, workflow()],
  ])
  const kept = [...all.keys()].filter((path) => isThere(tree, path))
  const texts = new Map([...all].filter(([path]) => !kept.includes(path)))
  const { diagnostics, pipelines } = compileAll(overlay(tree, texts), wavesFolder, { renderer, runner: anyRunner })
  return {
    found,
    limits,
    missing: [],
    proposals: proposals.filter(({ file }) => !kept.includes(file)),
    texts,
    kept,
    errors: diagnostics.filter(({ severity }) => severity === 'error'),
    owed: owedBy(pipelines),
    images: imagesOf(pipelines),
  }
}

function isThere(tree: Tree, path: string): boolean {
  return tree.read(path).ok || tree.read(path.replace(/\.yaml$/, '.yml')).ok
}
