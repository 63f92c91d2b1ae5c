import { textAt } from '../../manifest/fields.ts'
import { mermaid } from '../../view/mermaid.ts'
import { page } from '../../view/page/page.ts'
import { svg } from '../../view/svg.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { compiledFolder } from '../graph/compiled-folder.ts'
import { scenariosOf, traceOf, type Graphed } from '../graph/scenarios.ts'
import { wavesOf } from '../graph/waves.ts'
import { isUnplayable, loadTargets } from '../simulation/load.ts'
import { refusedToSimulate } from '../simulation/refused.ts'
import { sampleFolder } from '../simulation/sample.ts'
import { misused, suggestion, wavec } from '../usage.ts'

const pictures = ['mermaid', 'svg', 'html'] as const
type PictureKind = (typeof pictures)[number]

export const graph: Command = {
  summary: 'the waves as mermaid, as SVG, or as a page on which you step through the sync',
  operand: '[PATH]…',
  details: `PATH is a pipeline, e.g. waves/orders, or manifests: files or folders that one Application syncs (without one: a sample of
this repository). Prints the picture: wavec graph waves/orders --as html > orders.html
mermaid has a box a wave, svg one an object. html needs no network; in it you pick what fails and step through the passes.`,
  options: {
    as: { value: pictures.join('|'), about: 'the kind of picture (default: mermaid)' },
    environment: { value: 'NAME', about: 'of a pipeline (default: production, else the first by name)' },
    fail: { value: 'STAGE|NAME', about: 'svg: how it stands at the end when this fails' },
    live: { value: 'FOLDER', about: 'what is in the cluster already' },
    application: { value: 'FILE', about: 'the Application, if it is not found' },
  },
  run: draw,
}

function draw(invocation: Invocation): Answer {
  const { operands, options, cwd, renderer } = invocation
  const kind = kindOf(options['as'])
  const given = operands.length === 0 ? [sampleFolder(cwd)] : operands
  const paths = given.map((path) => compiledFolder(path, cwd, options['environment']))
  const loaded = loadTargets(paths, invocation, options['application'])
  if (isUnplayable(loaded)) return refusedToSimulate(loaded, invocation)
  const title = textAt(loaded.application, 'metadata', 'name') ?? paths.join(' ')
  return { output: picture(kind, title, { loaded, paths, options, cwd, renderer }), exit: 0 }
}

function picture(kind: PictureKind, title: string, graphed: Graphed): string {
  if (kind === 'html') return page(title, scenariosOf(graphed))
  const trace = traceOf(graphed, 'sync', {})
  if (kind === 'mermaid') return mermaid(wavesOf(trace))
  const states = graphed.options['fail'] === undefined ? undefined : trace.passes.at(-1)?.states
  return svg({ title, tasks: trace.tasks, ...(states === undefined ? {} : { states }) })
}

function kindOf(text: string | undefined): PictureKind {
  const found = pictures.find((kind) => kind === (text ?? 'mermaid'))
  if (found !== undefined) return found
  const message = `graph: --as takes ${pictures.join(', ')}, not "${text ?? ''}"${suggestion(text ?? '', pictures)}`
  throw misused(message, `${wavec} graph --as svg`)
}
