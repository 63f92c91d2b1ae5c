import { diagnostic } from '../diagnostic/diagnostic.ts'
import { loadManifests, type LoadedDocument } from '../manifest/load.ts'
import { inFolder } from '../source/path.ts'
import type { Locate } from '../source/span.ts'
import { chartFile, readChart } from './chart.ts'
import { chartOrigin } from './origin.ts'
import type { Reading } from './reader.ts'
import { whyNot } from './refusal.ts'
import type { Unit } from './unit.ts'

/** The unit of a chart: what Helm makes of it with its own values. Undefined where it could not be rendered. */
export function charted(folder: string, reading: Reading): Unit | undefined {
  const { reader } = reading
  const rendered = renderFolder(folder, reading)
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
  // A place in the rendered text is in no file.
  reader.diagnostics.push(...diagnostics.map((each) => ({ ...each, span: { file, start: 0, end: 0 } })))
  reader.passedOver += passedOver
  reader.files++
  const documents = manifests.map((each) => {
    const locate = rendered.origin(each)
    return { manifest: each.manifest, file: locate(['kind']).file, locate, origin: 'rendered' as const }
  })
  return { name: folder, from: 'chart', documents, generated: [] }
}

type Rendered =
  | { readonly ok: true; readonly text: string; readonly origin: (rendered: LoadedDocument) => Locate }
  | { readonly ok: false; readonly why: string }

/** As `helm template` renders it with nothing but the files of its folder. */
function renderFolder(folder: string, { tree, renderer }: Reading): Rendered {
  const { value: input, diagnostics } = readChart(tree, { folder, span: { file: folder, start: 0, end: 0 } })
  const refused = diagnostics.find(({ severity }) => severity === 'error')
  if (input === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
  const job = { tool: 'helm' as const, ...input, release: input.name, namespace: 'default', subject: folder }
  const rendering = renderer?.render(job)
  if (rendering?.ok === true) return { ok: true, text: rendering.text, origin: chartOrigin(input) }
  return { ok: false, why: whyNot('helm', rendering) }
}
