import { compare } from '../../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../../emit/index.ts'
import {
  isDocument,
  reportLines,
  type Format,
  type Report,
  firstError,
  listed,
  tally,
  counted,
} from '../../report/index.ts'
import { folderOf } from '../../source/path.ts'
import type { Answer, Surroundings } from '../command.ts'
import type { CompileAnswer, OutputPlan } from '../../project/compile.ts'
import { recordedLines } from './recorded-lines.ts'
import { inManifests, manifestsFolder, wavesFolder } from '../../project/places.ts'
import { owedLines } from './owed-lines.ts'
import { painterFor } from './paint.ts'
import { pictureOf } from './picture.ts'
import { type Root } from '../root.ts'
import { wavec } from '../../project/usage.ts'

interface Presentation {
  readonly root: Root
  readonly format: Format
  readonly colour: Surroundings['colour']
  readonly textOf: Report['textOf']
}

export async function reportCompile(
  result: CompileAnswer,
  { root, format, colour, textOf }: Presentation,
): Promise<Answer> {
  const { diagnostics, specs, output } = result
  const failed = output === undefined
  const next = nextStep(result, root)
  const summary = failed ? `${tally(diagnostics, specs)} · nothing written · exit 1` : ''
  const styles = painterFor(colour)
  const report = await reportLines(
    { diagnostics, textOf, summary, styles, facts: { ...factsOf(result), next } },
    format,
  )
  if (isDocument(format)) return { output: report, exit: failed ? 1 : 0 }
  if (failed) return { output: [...report, `next: ${next}`], exit: 1 }
  const lines = [
    ...report,
    ...pictureOf(result.pipelines, styles),
    outcomeOf(output),
    ...passedOver(result),
    ...recordedLines(output.locked),
    ...owedLines(result),
    `next: ${next}`,
  ]
  return { output: lines, exit: 0 }
}

function nextStep({ diagnostics, output }: CompileAnswer, root: Root): string {
  if (output === undefined) return `${wavec} explain ${firstError(diagnostics)?.code ?? ''}`
  return output.change === 'none'
    ? 'nothing, manifests are current'
    : `${root.git} add ${wavesFolder} ${manifestsFolder}`
}

/** Where only some pipelines were named. */
function passedOver({ others: { specs, withErrors } }: CompileAnswer): readonly string[] {
  if (specs.length === 0) return []
  const erring = withErrors.length === 0 ? '' : `; errors in ${listed(withErrors)}: ${wavec} check`
  return [`not compiled, as asked: ${counted(specs.length, 'other pipeline')}${erring}`]
}

function outcomeOf({ write, unchanged, remove }: OutputPlan): string {
  const written = whereIn(write.map(({ path }) => path))
  return `wrote ${written}, ${unchanged.length} unchanged, ${remove.length} removed`
}

/** Files of one folder are said to be there, and the index beside it is named. */
function whereIn(paths: readonly string[]): string {
  const below = paths.filter((path) => path.includes('/'))
  const [folder, ...others] = new Set(below.map(folderOf))
  if (folder === undefined || others.length > 0) return `${counted(paths.length, 'file')} in ${manifestsFolder}`
  const beside = paths.filter((path) => !path.includes('/')).map((path) => ` and ${inManifests(path)}`)
  return `${counted(below.length, 'file')} in ${inManifests(folder)}${beside.join('')}`
}

function factsOf({ pipelines, output, owed, images }: CompileAnswer): Readonly<Record<string, unknown>> {
  return {
    pipelines: pipelines.map(pipelineFacts),
    written: output?.write.map(({ path }) => inManifests(path)) ?? [],
    removed: output?.remove.map(inManifests) ?? [],
    locked: output?.locked.map(({ path }) => path) ?? [],
    unchanged: output?.unchanged.length ?? 0,
    owed,
    images,
  }
}

function pipelineFacts({ name, environment, namespace, folder, files, stages }: EmittedPipeline) {
  const paths = files.map(({ path }) => inManifests(path)).sort(compare)
  return { name, environment, namespace, folder, files: paths, stages }
}
