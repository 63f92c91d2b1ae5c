import { hasErrors } from '../../../src/diagnostic/diagnostic.ts'
import { emitPipeline, type EmittedPipeline } from '../../../src/emit/index.ts'
import { loadManifests } from '../../../src/manifest/load.ts'
import type { Renderer } from '../../../src/render/index.ts'
import type { Tree } from '../../../src/source/tree.ts'
import { findPipelines, loadPipeline } from '../../../src/pipeline/load.ts'
import type { LoadedPipeline } from '../../../src/pipeline/pipeline.ts'
import { randomFrom } from '../repository/random.ts'
import { filesTree, type Files } from './files-tree.ts'
import { mutate } from './mutate.ts'
import { standIn } from '../../support/runner-program.ts'

export interface FuzzCase {
  readonly seed: number
  readonly files: Files
  readonly result: 'refused' | 'compiled'
  readonly ms: number
  /** A violated guarantee; undefined if the case behaved. */
  readonly problem: string | undefined
}

/** A case must end within this, however slow the machine. */
const longestMs = 2000

/** One sample with up to three of its files mutated, compiled in memory. The seed alone determines the case. */
export function fuzzCase(samples: readonly Files[], seed: number): FuzzCase {
  const random = randomFrom(seed)
  const sample = samples[random.next(samples.length)] ?? new Map<string, string>()
  const files = new Map(sample)
  const paths = [...sample.keys()]
  for (let count = 1 + random.next(3); count > 0; count--) {
    // Half of the mutations go into the spec, because most of the compiler reads it.
    const spec = paths.find((path) => path.endsWith('/pipeline.yaml'))
    const path = random.next(2) === 0 && spec !== undefined ? spec : paths[random.next(paths.length)]
    if (path !== undefined) files.set(path, mutate(files.get(path) ?? '', random))
  }
  const started = performance.now()
  try {
    const emitted = compile(files)
    const ms = performance.now() - started
    const problem = ms > longestMs ? `took ${Math.round(ms)} ms` : emitted.flatMap(problemsOf)[0]
    return { seed, files, result: emitted.length === 0 ? 'refused' : 'compiled', ms, problem }
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { seed, files, result: 'refused', ms: performance.now() - started, problem }
  }
}

/** A case starts no program. */
const noProgram: Renderer = { render: () => ({ ok: false, problem: 'absent', found: undefined }) }

/** Empty if there is any error, because `wavec compile` then writes nothing. */
function compile(files: Files): readonly EmittedPipeline[] {
  const tree = filesTree(files)
  const emitted: EmittedPipeline[] = []
  const found = findPipelines(tree, 'waves')
  let refused = hasErrors(found.diagnostics)
  for (const file of found.value ?? []) {
    const loaded = loadPipeline(tree, file)
    refused ||= hasErrors(loaded.diagnostics)
    for (const pipeline of loaded.value ?? []) {
      const value = emit(pipeline, tree)
      refused ||= value === undefined
      if (value !== undefined) emitted.push(value)
    }
  }
  return refused ? [] : emitted
}

function emit(pipeline: LoadedPipeline, tree: Tree): EmittedPipeline | undefined {
  const { value, diagnostics } = emitPipeline(pipeline, tree, { renderer: noProgram, runner: standIn })
  if ((value === undefined) !== hasErrors(diagnostics))
    throw new Error(value === undefined ? 'refused without an error' : 'compiled despite an error')
  return value
}

/** Checks that the output is complete: each file can be read back, and the kustomization lists it. */
function problemsOf({ files, folder }: EmittedPipeline): string[] {
  const own = files.filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.yaml'))
  const kustomization = own.find(({ path }) => path.endsWith('/kustomization.yaml'))?.text ?? ''
  return own.flatMap(({ path, text }) => {
    const name = path.slice(folder.length + 1)
    if (name === 'kustomization.yaml') return []
    const { manifests, diagnostics } = loadManifests(path, text)
    return [
      ...(hasErrors(diagnostics) ? [`${path} does not read back: ${diagnostics[0]?.message ?? ''}`] : []),
      ...(manifests.length === 0 ? [`${path} is empty`] : []),
      ...(kustomization.includes(name) ? [] : [`the kustomization lacks ${name}`]),
    ]
  })
}
