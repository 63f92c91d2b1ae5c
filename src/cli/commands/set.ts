import { diskTree } from '../../connect/disk.ts'
import { hasErrors, sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { render } from '../../report/index.ts'
import type { Tree } from '../../source/tree.ts'
import { loadPipeline } from '../../pipeline/load.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { specNamed } from '../choose-pipeline.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { compileAll } from '../../project/compile/compile-all.ts'
import { editedTexts } from '../../project/edited-texts.ts'
import { writeTexts } from '../write-texts.ts'
import { tally } from '../../report/tally.ts'
import { textsOf } from '../../project/texts.ts'
import { repositoryOptions } from '../options.ts'
import { overlay } from '../../project/overlay.ts'
import { painterFor } from '../print/paint.ts'
import { releaseEdits, type Bump } from '../../project/set/release-edits.ts'
import { findRoot, type Root } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import { misused, suggestion, wavec } from '../../project/usage.ts'
import { columns } from '../../report/wording.ts'

export const set: Command = {
  summary: 'bumps the release of a pipeline: spec, workload image and migration image together',
  operand: 'NAME',
  details: `Edits the YAML in place, so that comments and layout stay, and only if all of it can be done: what would not compile
afterwards is not written. An image that is pinned by a digest has to be named.`,
  options: {
    release: { value: 'RELEASE', about: 'the new release, e.g. v2.4.0' },
    image: { value: 'IMAGE', about: "the workload's new image (default: the one it has, with the release as tag)" },
    'migrations-image': { value: 'IMAGE', about: 'the new image of the migrations, where they are in one' },
    environment: { value: 'NAME', about: 'only this one (default: all of them)' },
    root: repositoryOptions.root,
  },
  run: runSet,
}

function runSet(invocation: Invocation): Answer {
  const { operands, options, cwd, renderer } = invocation
  const [operand] = operands
  const release = options['release']
  if (operand === undefined || release === undefined)
    throw misused('set: name the pipeline and the release', `${wavec} set orders --release v2.4.0`)
  const root = findRoot(options['root'], cwd)
  const tree = diskTree(root.path)
  const file = specNamed(tree, operand, { cwd, root, verb: 'set' })
  const loaded = loadPipeline(tree, file)
  if (loaded.value === undefined) return refused(tree, loaded.diagnostics, invocation, root)
  const pipelines = chosen(loaded.value, options['environment'], operand)
  const bump: Bump = { release, image: options['image'], migrationsImage: options['migrations-image'] }
  const others = loaded.value.filter((pipeline) => !pipelines.includes(pipeline))
  const { edits, told, diagnostics, missing } = releaseEdits(tree, { pipelines, others }, bump, renderer)
  if (hasErrors(diagnostics)) return refused(tree, diagnostics, invocation, root)
  const [lack] = missing
  if (lack !== undefined) throw misused(`set: ${lack.message}`, lack.next)
  if (edits.length === 0)
    return { output: `${operand} is at ${release} already\nnext: ${root.command('check')}\n`, exit: 0 }
  const texts = editedTexts(tree, edits)
  const compiled = compileAll(overlay(tree, texts), wavesFolder, { renderer })
  const wrong = compiled.diagnostics.filter(({ severity }) => severity === 'error')
  if (wrong.length > 0) return refused(overlay(tree, texts), compiled.diagnostics, invocation, root)
  const [late] = compiled.pipelines.filter((each) => isChosen(each, pipelines) && each.release !== release)
  if (late !== undefined)
    throw misused(
      `set: ${late.name} in ${late.environment} would still be at ${late.release}: its image or release is written in a way that set can't edit`,
      `$EDITOR ${file}`,
    )
  writeTexts(root.path, texts)
  return {
    output: `${columns(told).join('\n')}\nnext: ${root.command('compile')} && ${root.git} add ${wavesFolder} manifests\n`,
    exit: 0,
  }
}

function isChosen(
  { name, environment }: Pick<LoadedPipeline, 'name' | 'environment'>,
  pipelines: readonly LoadedPipeline[],
): boolean {
  return pipelines.some((pipeline) => pipeline.name === name && pipeline.environment === environment)
}

function chosen(
  pipelines: readonly LoadedPipeline[],
  environment: string | undefined,
  operand: string,
): readonly LoadedPipeline[] {
  if (environment === undefined) return pipelines
  const found = pipelines.filter((pipeline) => pipeline.environment === environment)
  if (found.length > 0) return found
  const names = pipelines.map((pipeline) => pipeline.environment)
  throw misused(
    `set: ${operand} has no environment "${environment}"${suggestion(environment, names)}`,
    `${wavec} set --help`,
  )
}

function refused(tree: Tree, diagnostics: readonly Diagnostic[], { colour }: Invocation, root: Root): Answer {
  const summary = `${tally(diagnostics, 1)} · nothing written · exit 1`
  const report = {
    diagnostics: sortDiagnostics(diagnostics),
    textOf: textsOf(tree),
    summary,
    styles: painterFor(colour),
  }
  return { output: `${render(report, 'text')}next: ${root.command('check')}\n`, exit: 1 }
}
