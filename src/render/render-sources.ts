import { kustomizeInput } from './kustomize-input.ts'
import { readChart } from './chart.ts'
import { chartOrigin } from './origin.ts'
import type { Render, RenderChart } from './sources.ts'
import type { Renderer } from './renderer.ts'
import type { Tree } from '../source/tree.ts'

/** Beside each other, because a kustomization can't name a folder that it lies in. */
const [tree, wrapper] = ['tree', 'wrapper']

/** What renders a folder before its objects are read. */
export function sourceRenderers(files: Tree, renderer: Renderer): { render: Render; renderChart: RenderChart } {
  return { render: renderSources(files, renderer), renderChart: renderCharts(files, renderer) }
}

/**
 * Kustomizations, rendered as in a compile: from the files of the tree alone. A wrapper asks kustomize to say from which
 * file each object came.
 */
function renderSources(files: Tree, renderer: Renderer): Render {
  return (folder) => {
    const { value: input, diagnostics } = kustomizeInput(files, folder, { file: folder, start: 0, end: 0 })
    const [refused] = diagnostics.filter(({ severity }) => severity === 'error')
    if (input === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
    const base = `../${tree}/${folder}`
    const asking = JSON.stringify({ resources: [base], buildMetadata: ['originAnnotations'] })
    const handed = new Map([...input.files].map(([path, content]) => [`${tree}/${path}`, content]))
    handed.set(`${wrapper}/kustomization.yaml`, new TextEncoder().encode(asking))
    const rendering = renderer.render({ tool: 'kustomize', folder: wrapper, files: handed, subject: folder })
    if (rendering.ok) return { ok: true, text: rendering.text, base }
    if (rendering.problem === 'absent')
      return { ok: false, why: 'neither kustomize nor kubectl 1.27 or newer is installed here' }
    return { ok: false, why: `${rendering.by}: ${rendering.message.replaceAll(`${tree}/`, '')}` }
  }
}

/** Charts, as `helm template` renders them with nothing but what is in their folder. */
function renderCharts(files: Tree, renderer: Renderer): RenderChart {
  return (folder) => {
    const { value: input, diagnostics } = readChart(files, { folder, span: { file: folder, start: 0, end: 0 } })
    const [refused] = diagnostics.filter(({ severity }) => severity === 'error')
    if (input === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
    const names = { release: input.name, namespace: 'default' }
    const rendering = renderer.render({ tool: 'helm', ...input, ...names, subject: folder })
    if (rendering.ok) return { ok: true, text: rendering.text, origin: chartOrigin(input) }
    if (rendering.problem === 'absent') return { ok: false, why: 'helm is not installed here' }
    return { ok: false, why: `${rendering.by}: ${rendering.message}` }
  }
}
