import { textAt } from '../manifest/fields.ts'
import { mermaid } from '../view/mermaid.ts'
import { page } from '../view/page/page.ts'
import { svg } from '../view/svg.ts'
import { scenariosOf, traceOf, type Graphed } from './graph/scenarios.ts'
import { wavesOf } from './graph/waves.ts'

export const pictures = ['mermaid', 'svg', 'html'] as const
export type Picture = (typeof pictures)[number]

/**
 * The waves as text of that kind: mermaid has a box for each wave, svg one for each object, html is one page with every
 * scenario and needs no network. Throws a `Failure` for a name that no object has.
 */
export function graphSync(kind: Picture, graphed: Graphed): string {
  const title = textAt(graphed.loaded.application, 'metadata', 'name') ?? graphed.typed.paths.join(' ')
  if (kind === 'html') return page(title, scenariosOf(graphed))
  const trace = traceOf(graphed, 'sync', {})
  if (kind === 'mermaid') return mermaid(wavesOf(trace))
  const states = graphed.fail === undefined ? undefined : trace.passes.at(-1)?.states
  return svg({ title, tasks: trace.tasks, ...(states === undefined ? {} : { states }) })
}
