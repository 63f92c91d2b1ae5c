import { dirname, relative, resolve, sep } from 'node:path'
import type { Failure } from '../diagnostic/failure.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { emitPipeline, type EmittedPipeline } from '../emit/index.ts'
import { loadManifests } from '../manifest/load.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { render } from '../report/index.ts'
import { baseName } from '../source/path.ts'
import type { Tree } from '../source/tree.ts'
import { findPipelines, loadPipeline } from '../pipeline/load.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import type { Answer, Invocation } from './command.ts'
import { tally } from '../report/tally.ts'
import { textsOf } from '../project/texts.ts'
import { painterFor } from './print/paint.ts'
import { wavesFolder } from '../project/places.ts'
import { type Root } from './root.ts'
import { misused, suggestion, wavec } from '../project/usage.ts'

export interface ChosenPipeline {
  readonly pipeline: LoadedPipeline
  readonly release: string
  readonly manifests: readonly Manifest[]
  readonly baked: EmittedPipeline['baked']
  /** The spec's other environments, where none was named. */
  readonly others: readonly string[]
}

/** The one pipeline in the one environment, compiled in memory: what is rehearsed is what would be written. */
export function choosePipeline(tree: Tree, invocation: Invocation, root: Root): ChosenPipeline | Answer {
  const { operands, options, cwd, renderer } = invocation
  const [operand] = operands
  if (operand === undefined) throw misused('rehearse: name a pipeline', `${wavec} rehearse ${wavesFolder}/orders`)
  const file = specNamed(tree, operand, { cwd, root, verb: 'rehearse' })
  const loaded = loadPipeline(tree, file)
  const pipelines = loaded.value ?? []
  const wanted = options['environment']
  if (loaded.value === undefined) return refusal(tree, loaded.diagnostics, invocation, root)
  const [pipeline, ...others] =
    wanted === undefined ? pipelines : pipelines.filter(({ environment }) => environment === wanted)
  if (pipeline === undefined) throw noEnvironment(operand, wanted ?? '', pipelines)
  const emitted = emitPipeline(pipeline, tree, renderer)
  if (emitted.value === undefined)
    return refusal(tree, [...loaded.diagnostics, ...emitted.diagnostics], invocation, root)
  const { folder, files, release, baked } = emitted.value
  const yaml = files.filter(
    ({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.yaml') && baseName(path) !== 'kustomization.yaml',
  )
  const manifests = yaml.flatMap(({ path, text }) =>
    loadManifests(path, text).manifests.map(({ manifest }) => manifest),
  )
  return { pipeline, release, manifests, baked, others: others.map(({ environment }) => environment) }
}

function noEnvironment(operand: string, wanted: string, pipelines: readonly LoadedPipeline[]): Failure {
  const names = pipelines.map(({ environment }) => environment)
  const next = `${wavec} rehearse ${operand} --environment ${names[0] ?? 'default'}`
  return misused(`rehearse: ${operand} has no environment "${wanted}"${suggestion(wanted, names)}`, next)
}

function refusal(tree: Tree, diagnostics: readonly Diagnostic[], { colour }: Invocation, root: Root): Answer {
  const summary = `${tally(diagnostics, 1)} · nothing was run · exit 1`
  const report = { diagnostics, textOf: textsOf(tree), summary, styles: painterFor(colour), facts: {} }
  return { output: `${render(report, 'text')}next: ${root.command('check')}\n`, exit: 1 }
}

interface Asking {
  readonly cwd: string
  readonly root: Root
  readonly verb: string
}

/** The spec that a person means by a file, a folder, or a name in `waves/`. */
export function specNamed(tree: Tree, operand: string, { cwd, root, verb }: Asking): string {
  const path = relative(root.path, resolve(cwd, operand)).replaceAll(sep, '/')
  if (/\.ya?ml$/.test(path)) return path
  for (const folder of [path, `${wavesFolder}/${operand}`]) {
    const [file, second] = tree.list(folder).ok ? (findPipelines(tree, folder).value ?? []) : []
    if (file !== undefined && second === undefined) return file
    if (second !== undefined)
      throw misused(`${verb}: ${operand} holds several pipelines`, `${wavec} ${verb} ${dirname(second)}`)
  }
  const known = findPipelines(tree, wavesFolder).value ?? []
  throw misused(
    `${verb}: there is no pipeline in ${operand}`,
    `${wavec} ${verb} ${dirname(known[0] ?? `${wavesFolder}/orders/pipeline.yaml`)}`,
  )
}
