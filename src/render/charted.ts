import { append } from '../diagnostic/long-lists.ts'
import { diagnostic } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { loadManifests } from '../manifest/load.ts'
import { inFolder } from '../source/path.ts'
import { attempt } from './attempt.ts'
import { chartFile, readChart, type ChartInput } from './chart.ts'
import { chartOrigin } from './origin.ts'
import type { Reading } from './reader.ts'
import type { RenderJob } from './renderer.ts'
import type { Unit } from './unit.ts'

/** The unit of a chart: Helm's output with the chart's own values. Undefined where it could not be rendered. */
export function charted(folder: string, { tree, reader, renderer }: Reading): Unit | undefined {
  const chart = readChart(tree, { folder, span: { file: folder, start: 0, end: 0 } })
  const rendered = attempt(chart, jobFor, renderer)
  const file = inFolder(folder, chartFile)
  if (!rendered.ok) {
    const found = diagnostic('manifests/not-rendered', {
      message: 'this Helm chart was not rendered',
      why: rendered.why,
      help: `helm template RELEASE ${folder === '' ? '.' : shellWord(folder)} | npx wavec audit -`,
      span: { file, start: 0, end: 0 },
    })
    reader.diagnostics.push(found)
    return undefined
  }
  const { manifests, diagnostics, passedOver } = loadManifests(file, rendered.text, 'any')
  // A place in the rendered text is in no file.
  append(
    reader.diagnostics,
    diagnostics.map((each) => ({ ...each, span: { file, start: 0, end: 0 } })),
  )
  reader.passedOver += passedOver
  reader.files++
  const origin = chartOrigin(rendered.input)
  const documents = manifests.map((each) => {
    const locate = origin(each)
    return { manifest: each.manifest, file: locate(['kind']).file, locate, origin: 'rendered' as const }
  })
  return { name: folder, from: 'chart', documents, generated: [] }
}

/** As `helm template` renders it with only the files of its folder. */
function jobFor(input: ChartInput): RenderJob {
  return { tool: 'helm', ...input, release: input.name, namespace: 'default', subject: input.folder }
}
