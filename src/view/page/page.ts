import { phasesOf, type PhaseColumns } from '../../timeline/columns.ts'
import type { TraceTask } from '../../timeline/trace.ts'
import { phaseTitles, stateSigns } from '../words.ts'
import { escapeXml } from '../xml.ts'
import { pageData } from './data.ts'
import type { PageScenario } from './scenario.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/**
 * One self-contained HTML page that needs no network. It shows the waves, and the sync of the selected scenario pass by
 * pass. The page starts with the first scenario, and throws without any.
 */
export function page(title: string, scenarios: readonly PageScenario[]): string {
  if (scenarios.length === 0) throw new Error('a page needs a scenario')
  const tasks = allTasks(scenarios)
  const options = scenarios.map(({ label }, index) => `<option value="${index}">${escapeXml(label)}</option>`)
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">",
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeXml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<header><h1>${escapeXml(title)}</h1>`,
    `<label>Scenario <select id="scenario">${options.join('')}</select></label>`,
    '<p id="verdict" role="status"></p></header>',
    controls,
    '<section id="log" aria-label="This pass"><h2 id="where" aria-live="polite"></h2><p id="message"></p><ol id="actions"></ol><ul id="warnings"></ul></section>',
    `<main id="board" aria-label="Waves">${phasesOf(tasks).map(phaseHtml).join('')}</main>`,
    legend(),
    `<script type="application/json" id="data">${inScript(JSON.stringify(pageData(tasks, scenarios)))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** The tasks of all scenarios without repetitions, those of the first scenario in its order. */
function allTasks(scenarios: readonly PageScenario[]): readonly TraceTask[] {
  const known = new Map<string, TraceTask>()
  for (const { trace } of scenarios) for (const task of trace.tasks) if (!known.has(task.id)) known.set(task.id, task)
  return [...known.values()]
}

const controls = [
  '<nav aria-label="Steps">',
  '<button id="first" title="First pass (Home)" aria-label="First pass">|◀</button>',
  '<button id="back" title="Previous pass (←)" aria-label="Previous pass">◀</button>',
  '<button id="play" title="Play or stop (space)" aria-label="Play">▶ play</button>',
  '<button id="on" title="Next pass (→)" aria-label="Next pass">▶</button>',
  '<button id="last" title="Last pass (End)" aria-label="Last pass">▶|</button>',
  '<input id="slider" type="range" min="0" value="0" aria-label="Pass">',
  '<kbd>←</kbd><kbd>→</kbd> step · <kbd>space</kbd> play · <kbd>↑</kbd><kbd>↓</kbd> scenario',
  '</nav>',
].join('')

function phaseHtml({ phase, columns }: PhaseColumns): string {
  const waves = columns.map(({ wave, tasks }) => {
    const title = wave === undefined ? 'any wave' : `wave ${wave}`
    const rows = Math.min(tasks.length, 12)
    return `<div class="wave"><h3>${title}</h3><ul style="--rows:${rows}">${tasks.map(taskHtml).join('')}</ul></div>`
  })
  return `<section class="phase"><h2>${escapeXml(phaseTitles[phase])}</h2><div class="waves">${waves.join('')}</div></section>`
}

function taskHtml({ id, kind, namespace, name, role }: TraceTask): string {
  const full = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`
  return [
    `<li class="task ${role}" data-id="${escapeXml(id)}" title="${escapeXml(full)}">`,
    `<span class="sign"></span><span class="kind">${escapeXml(kind)}</span> <span class="name">${escapeXml(name)}</span>`,
    '<button class="fail" hidden>fail</button></li>',
  ].join('')
}

function legend(): string {
  const signs = Object.entries(stateSigns).map(
    ([state, { sign, word }]) => `<span class="task ${state}">${sign} ${escapeXml(word)}</span>`,
  )
  return `<footer>${signs.join(' ')} <span class="task hook">rounded: hook</span> <span class="task prune">dashed: will be pruned</span></footer>`
}

/** `<` occurs in JSON only within strings, where the escape means the same. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}
