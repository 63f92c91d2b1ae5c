import { append } from '../../diagnostic/long-lists.ts'
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic, type Outcome } from '../../diagnostic/diagnostic.ts'
import { emitIndex, emitPipeline, type EmittedPipeline } from '../../emit/index.ts'
import { readText } from '../../source/read.ts'
import type { Reversals } from '../../migrations/order.ts'
import type { RunnerProgram } from '../../protocol/runner.ts'
import type { Renderer } from '../../render/index.ts'
import type { Tree } from '../../source/tree.ts'
import { parseYaml } from '../../source/yaml.ts'
import { findPipelines, loadPipeline } from '../../pipeline/load.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { lockOf, lockSource, type LockFile } from './locks.ts'
import { migrationCredentials, releasedPaths, shippedLock } from './released.ts'
import { baseUnknown, knownShipped, lockPath, type Shipped } from './shipped.ts'
import { summed, type SummedFile } from '../output/summed.ts'

export interface Compiled {
  readonly pipelines: readonly EmittedPipeline[]
  /** Everything that belongs into `manifests/`. With errors, what could be compiled, and nothing that lies over all. */
  readonly files: readonly SummedFile[]
  /** The sha256 (hex) of the program of the Jobs, if any of the files holds it. */
  readonly runner: string | undefined
  /** `pipeline.lock` of each spec that was compiled. */
  readonly locks: readonly LockFile[]
  readonly diagnostics: readonly Diagnostic[]
  /** How many specs were to be compiled, those with errors among them. */
  readonly specs: number
  /** Where only some were to be compiled: the specs of the others, and which of them have errors. */
  readonly others: { readonly specs: readonly string[]; readonly withErrors: readonly string[] }
}

/** What a compile may ask beside the tree. */
interface Asked {
  /** Without it, the lock files themselves say what has shipped. */
  readonly shipped?: Shipped | undefined
  /** For kustomizations and charts. */
  readonly renderer: Renderer
  /** The program of the Jobs; without it, a pipeline that has no `runner.image` is a finding. */
  readonly runner?: RunnerProgram | undefined
  /** Looks at each pipeline that was compiled, before its texts are let go. */
  readonly inspect?: ((pipeline: EmittedPipeline) => readonly Diagnostic[]) | undefined
  /** How migrations are taken back: without it, their index does not say. */
  readonly reversals?: Reversals | undefined
  /** The specs to compile; without it, all of them. The others are read for what lies over all. */
  readonly only?: ReadonlySet<string> | undefined
}

/** Every pipeline below `folder`, text in, text out. However many specs there are, one is held in memory at a time. */
export function compileAll(tree: Tree, folder: string, asked: Asked): Compiled {
  const { value: specFiles = [], diagnostics: found } = findPipelines(tree, folder)
  const { shipped, only } = asked
  const diagnostics = [...found]
  const files: SummedFile[] = []
  const compiled = compileEach(tree, specFiles, asked)
  const isWanted = ({ file }: CompiledSpec): boolean => only?.has(file) ?? true
  const [wanted, others] = [compiled.filter(isWanted), compiled.filter((each) => !isWanted(each))]
  const withErrors = others.filter((each) => hasErrors(each.diagnostics))
  for (const spec of wanted) {
    append(diagnostics, spec.diagnostics)
    append(files, spec.files)
  }
  const locks = wanted.flatMap((spec) => spec.locks)
  if (locks.length > 0 || hasErrors(diagnostics)) append(diagnostics, baseUnknown(tree, specFiles, shipped))
  if (!hasErrors(diagnostics) && withErrors.length === 0)
    append(files, emitIndex(compiled.flatMap(({ pipelines }) => pipelines)).map(summed))
  return {
    pipelines: wanted.flatMap(({ pipelines }) => pipelines),
    files,
    runner: travelling(
      compiled.flatMap(({ pipelines }) => pipelines),
      asked.runner,
    ),
    locks,
    diagnostics: sortDiagnostics(diagnostics),
    specs: wanted.length,
    others: { specs: others.map(({ file }) => file), withErrors: withErrors.map(({ file }) => file) },
  }
}

interface CompiledSpec extends Pick<Compiled, 'pipelines' | 'files' | 'locks' | 'diagnostics'> {
  readonly file: string
}

function compileEach(tree: Tree, specFiles: readonly string[], asked: Asked): readonly CompiledSpec[] {
  const { shipped, inspect } = asked
  const source = lockSource(tree, specFiles, shipped)
  const specs = new Map<string, string>()
  return specFiles.map((file) => {
    const loaded = loadPipeline(tree, file)
    const diagnostics = [...loaded.diagnostics]
    const pipelines: EmittedPipeline[] = []
    const files: SummedFile[] = []
    for (const pipeline of loaded.value ?? []) {
      const id = `${pipeline.environment}/${pipeline.name}`
      const other = specs.get(id)
      if (other !== undefined) {
        append(diagnostics, duplicates(tree, pipeline, other))
        continue
      }
      specs.set(id, file)
      const emitted = compileOne(pipeline, tree, asked)
      append(diagnostics, emitted.diagnostics)
      if (emitted.value === undefined) continue
      append(diagnostics, inspect?.(emitted.value) ?? [])
      pipelines.push(emitted.value)
      append(files, emitted.value.files.map(summed))
    }
    const locked = lockOf(file, pipelines, source)
    return { file, pipelines, files, locks: locked.files, diagnostics: [...diagnostics, ...locked.diagnostics] }
  })
}

function travelling(pipelines: readonly EmittedPipeline[], runner: RunnerProgram | undefined): Compiled['runner'] {
  return pipelines.some(({ program }) => program === 'travels') ? runner?.sha256 : undefined
}

function compileOne(
  pipeline: LoadedPipeline,
  tree: Tree,
  { renderer, runner, reversals, shipped }: Asked,
): Outcome<EmittedPipeline> {
  const { value, diagnostics } = emitPipeline(pipeline, tree, { renderer, runner, reversals })
  if (value === undefined) return { value, diagnostics }
  const { files, naming } = value.migrations
  const { open } = migrationCredentials(files, naming, () => {
    const base = knownShipped(shipped)
    const lock = shippedLock(tree, lockPath(pipeline.file), base)
    return lock === undefined ? undefined : releasedPaths(files, lock, base)
  })
  return { value: hasErrors(open) ? undefined : value, diagnostics: [...diagnostics, ...open] }
}

/** One finding at each of the two names, so that it is seen in either spec. */
function duplicates(tree: Tree, { name, environment, file }: LoadedPipeline, other: string): Diagnostic[] {
  return [
    [file, other],
    [other, file],
  ].flatMap(([here = '', there = '']) => {
    const [span, related] = [nameSpan(tree, here), nameSpan(tree, there)]
    return diagnostic('spec/duplicate-pipeline', {
      message: `${there} is a pipeline "${name}" in ${environment} too`,
      why: `both would be written to manifests/${environment}/${name}`,
      help: 'rename one of them',
      span,
      related: related === undefined ? [] : [{ span: related, message: 'the other one' }],
    })
  })
}

/** Read again, because the specs are no longer held when the second of two turns up. */
function nameSpan(tree: Tree, file: string): Diagnostic['span'] {
  const text = readText(tree, file).value ?? ''
  return parseYaml(file, text).documents[0]?.locate(['metadata', 'name'], 'value')
}
