import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { asObject, jsonOf, objectsAt, textAt } from '../manifest/fields.ts'
import { inFolder } from '../source/path.ts'
import { listFolder, readText, resolveNamed } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import { parseYaml } from '../source/yaml.ts'
import { gather, type FolderPlace } from './gather.ts'

/** What makes a folder a Helm chart. */
export const chartFile = 'Chart.yaml'

/** A chart with its values files, all of them in the repository. */
export interface ChartInput {
  /** From Chart.yaml, so it can differ from the folder's name. */
  readonly name: string
  readonly folder: string
  readonly values: readonly string[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Values files, as paths from a folder, each with the place that names it. */
export interface NamedValues {
  readonly folder: string
  readonly entries: readonly { readonly text: string; readonly span: Span }[]
}

/** A chart with the values files that a spec names. */
export function readChartWith(tree: Tree, place: FolderPlace, named: NamedValues): Outcome<ChartInput> {
  const { value: chart, diagnostics } = readChart(tree, place)
  if (chart === undefined) return { value: undefined, diagnostics }
  const [files, problems] = [new Map(chart.files), [...diagnostics]]
  const values = readValues(tree, named, files, problems)
  return { value: { ...chart, values, files }, diagnostics: problems }
}

/** A chart's files; a dependency that helm would have to fetch is refused at its entry. */
export function readChart(tree: Tree, place: FolderPlace): Outcome<ChartInput> {
  const { folder, span } = place
  const diagnostics: Diagnostic[] = []
  const listing = listFolder(tree, folder, span)
  if (listing.value === undefined) return { value: undefined, diagnostics: listing.diagnostics }
  const file = inFolder(folder, chartFile)
  const text = readText(tree, file, span)
  if (text.value === undefined) return { value: undefined, diagnostics: text.diagnostics }
  const { documents, diagnostics: broken } = parseYaml(file, text.value, { documents: 'one' })
  const [document] = documents
  if (document === undefined) return { value: undefined, diagnostics: broken }
  const chart = asObject(jsonOf(document.value())) ?? {}
  const files = new Map<string, Uint8Array>()
  append(diagnostics, gather(tree, place, files))
  for (const [index, dependency] of objectsAt(chart, 'dependencies').entries()) {
    const name = textAt(dependency, 'name') ?? ''
    if (!isVendored(name, inFolder(folder, 'charts/'), files.keys()))
      diagnostics.push(notVendored(name, folder, document.locate(['dependencies', index])))
  }
  return {
    value: { name: textAt(chart, 'name') ?? '', folder, values: [], files },
    diagnostics: [...broken, ...diagnostics],
  }
}

function readValues(
  tree: Tree,
  { folder, entries }: NamedValues,
  files: Map<string, Uint8Array>,
  diagnostics: Diagnostic[],
): readonly string[] {
  return entries.flatMap(({ text: entry, span }) => {
    const { value: path, diagnostics: outside } = resolveNamed(folder, entry, span)
    const text = path === undefined ? undefined : readText(tree, path, span)
    append(diagnostics, outside, text?.diagnostics ?? [])
    if (path === undefined || text?.value === undefined) return []
    files.set(path, new TextEncoder().encode(text.value))
    return [path]
  })
}

/** As a folder or as an archive, whose name ends in its version. */
function isVendored(name: string, folder: string, files: Iterable<string>): boolean {
  for (const file of files) {
    if (file === `${folder}${name}/${chartFile}`) return true
    if (file.startsWith(`${folder}${name}-`) && file.endsWith('.tgz')) return true
  }
  return false
}

function notVendored(name: string, folder: string, span: Span): Diagnostic {
  return diagnostic('workload/chart-dependency', {
    message: `the chart ${name} is not in ${folder}/charts`,
    why: 'a compile reads only the repository and fetches nothing',
    help: `commit it: helm dependency build ${shellWord(folder)} && git add --force ${shellWord(`${folder}/charts`)}`,
    span,
  })
}
