import { greatest } from '../diagnostic/long-lists.ts'
import { phasesOf, type Column, type PhaseColumns } from '../timeline/columns.ts'
import type { TaskState, TraceTask } from '../timeline/trace.ts'
import { phaseTitles, stateSigns } from './words.ts'
import { escapeXml } from './xml.ts'

/** Without `states` the diagram shows only the order. */
export interface Diagram {
  readonly title: string
  readonly tasks: readonly TraceTask[]
  /** By task id. */
  readonly states?: Readonly<Record<string, TaskState>>
}

/** Pixels. Text is monospaced, so its width is known without a font: 0.6 em per character. */
const box = { height: 40, gap: 8, padding: 10, least: 96, most: 264, rows: 12 } as const
const character = 7.2
const edge = 16
const heading = 46

interface Placed {
  readonly text: string
  readonly width: number
  readonly height: number
}

/** A frame per phase, a column per wave, and an arrow from each wave to the next. */
export function svg(diagram: Diagram): string {
  const groups = phasesOf(diagram.tasks).map((group) => placedPhase(group, diagram))
  const height = edge * 2 + heading + Math.max(0, ...groups.map((group) => group.height))
  let x = edge
  const parts = groups.map((group) => {
    const part = `<g transform="translate(${x} ${edge + heading / 2})">${group.text}</g>`
    x += group.width + edge * 1.5
    return part
  })
  const width = Math.max(x - edge / 2, diagram.title.length * 9 + edge * 2)
  const size = `width="${whole(width)}" height="${whole(height)}" viewBox="0 0 ${whole(width)} ${whole(height)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeXml(summaryOf(diagram))}">`,
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="line fill"/></marker></defs>',
    `<rect class="page" width="100%" height="100%"/>`,
    `<text class="title" x="${edge}" y="${edge + 8}">${escapeXml(diagram.title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function summaryOf({ title, tasks }: Diagram): string {
  const waves = phasesOf(tasks).flatMap(({ phase, columns }) =>
    columns.map(({ wave, tasks: own }) => `${phase}${wave === undefined ? '' : ` ${wave}`}: ${namesOf(own)}`),
  )
  return [title, ...waves].join('; ')
}

function namesOf(tasks: readonly TraceTask[]): string {
  return tasks.map(({ kind, name }) => `${kind}/${name}`).join(', ')
}

function placedPhase({ phase, columns }: PhaseColumns, diagram: Diagram): Placed {
  const placed = columns.map((column) => placedColumn(column, diagram))
  const inner = placed.reduce((sum, { width }) => sum + width, 0) + (placed.length - 1) * edge * 1.5
  const width = Math.max(inner + edge * 2, phaseTitles[phase].length * 6.6 + edge * 2)
  const height = heading + greatest(placed.map((column) => column.height)) - edge / 2
  const parts = [
    `<rect class="phase" width="${whole(width)}" height="${whole(height)}" rx="8"/>`,
    `<text class="dim" x="${edge}" y="20">${escapeXml(phaseTitles[phase])}</text>`,
  ]
  let x = edge
  for (const [index, column] of placed.entries()) {
    parts.push(`<g transform="translate(${whole(x)} ${heading - 12})">${column.text}</g>`)
    x += column.width
    if (index + 1 < placed.length) parts.push(arrow(x + 3, heading + 28, edge * 1.5 - 6))
    x += edge * 1.5
  }
  return { text: parts.join(''), width, height }
}

function arrow(x: number, y: number, length: number): string {
  return `<path class="line" d="M${whole(x)} ${whole(y)}h${whole(length)}" marker-end="url(#head)"/>`
}

/** A long wave continues in another column. */
function placedColumn({ wave, tasks }: Column, { states }: Diagram): Placed {
  const longest = greatest(tasks.flatMap(({ kind, name }) => [kind.length + 2, name.length]))
  const boxWidth = Math.min(box.most, Math.max(box.least, longest * character + box.padding * 2))
  const parts = [`<text class="dim" y="8">${wave === undefined ? 'any wave' : `wave ${wave}`}</text>`]
  for (const [index, task] of tasks.entries()) {
    const x = Math.floor(index / box.rows) * (boxWidth + box.gap)
    const y = 16 + (index % box.rows) * (box.height + box.gap)
    parts.push(`<g transform="translate(${whole(x)} ${y})">${boxOf(task, states?.[task.id], boxWidth)}</g>`)
  }
  const across = Math.ceil(tasks.length / box.rows)
  return {
    text: parts.join(''),
    width: across * boxWidth + (across - 1) * box.gap,
    height: 16 + Math.min(tasks.length, box.rows) * (box.height + box.gap),
  }
}

function boxOf({ kind, name, namespace, role }: TraceTask, state: TaskState | undefined, width: number): string {
  // The width was computed from a number of characters, and rounding must not lose one.
  const room = Math.floor((width - box.padding * 2) / character + 0.01)
  const sign = state === undefined ? '' : `${stateSigns[state].sign} `
  const full = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`
  return [
    `<title>${escapeXml(state === undefined ? full : `${full}: ${stateSigns[state].word}`)}</title>`,
    `<rect class="${['task', role, state ?? ''].join(' ').trim()}" width="${whole(width)}" height="${box.height}" rx="${role === 'hook' ? 14 : 4}"/>`,
    `<text class="dim" x="${box.padding}" y="16">${escapeXml(cut(`${sign}${kind}`, room))}</text>`,
    `<text class="name" x="${box.padding}" y="32">${escapeXml(cut(name, room))}</text>`,
  ].join('')
}

function cut(text: string, room: number): string {
  const characters = Array.from(text)
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`
}

function whole(pixels: number): number {
  return Math.round(pixels)
}

const style = [
  'text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328}',
  '.title{font-size:15px;font-weight:600}.dim{font-size:11px;fill:#59636e}',
  '.page{fill:#fff}.phase{fill:#f6f8fa;stroke:#d1d9e0}.line{fill:none;stroke:#59636e;stroke-width:1.5}.fill{fill:#59636e}',
  '.task{fill:#fff;stroke:#818b98}.hook{fill:#ddf4ff;stroke:#0969da}.prune{stroke-dasharray:4 3}',
  '.succeeded{fill:#dafbe1;stroke:#1a7f37}.failed{fill:#ffebe9;stroke:#d1242f;stroke-width:2}.running{fill:#fff8c5;stroke:#9a6700;stroke-width:2}',
  '@media (prefers-color-scheme:dark){text{fill:#f0f6fc}.dim{fill:#9198a1}.page{fill:#0d1117}.phase{fill:#151b23;stroke:#3d444d}',
  '.line{stroke:#9198a1}.fill{fill:#9198a1}.task{fill:#212830;stroke:#656c76}.hook{fill:#0c2d6b;stroke:#4493f8}',
  '.succeeded{fill:#0f3d1f;stroke:#3fb950}.failed{fill:#4c1518;stroke:#f85149}.running{fill:#3b2b00;stroke:#d29922}}',
].join('')
