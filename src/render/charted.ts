import { diagnostic } from '../diagnostic/diagnostic.ts'
import { inFolder } from '../source/path.ts'
import { loadManifests } from '../manifest/load.ts'
import type { Reader, RenderChart, Unit } from './sources.ts'
import { chartFile } from './survey.ts'

/** The unit of a chart: what Helm makes of it with its own values. Undefined where it could not be rendered. */
export function charted(folder: string, reader: Reader, render: RenderChart | undefined): Unit | undefined {
  const rendered = render?.(folder) ?? { ok: false as const, why: 'charts are not rendered here' }
  const file = inFolder(folder, chartFile)
  if (!rendered.ok) {
    const found = diagnostic('manifests/not-rendered', {
      message: 'a Helm chart: its templates were not looked at',
      why: rendered.why,
      help: `helm template RELEASE ${folder === '' ? '.' : folder} | npx wavec audit -`,
      span: { file, start: 0, end: 0 },
    })
    reader.diagnostics.push(found)
    return undefined
  }
  const { manifests, diagnostics, passedOver } = loadManifests(file, rendered.text, 'any')
  // Places in the rendered text are none of any file.
  reader.diagnostics.push(...diagnostics.map((each) => ({ ...each, span: { file, start: 0, end: 0 } })))
  reader.passedOver += passedOver
  reader.files++
  const documents = manifests.map((each) => {
    const locate = rendered.origin(each)
    return { manifest: each.manifest, file: locate(['kind']).file, locate, origin: 'rendered' as const }
  })
  return { name: folder, from: 'chart', documents, generated: [] }
}
