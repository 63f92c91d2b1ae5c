import { phases } from '../argocd/phases.ts'
import type { Task, Timeline } from '../timeline/timeline.ts'
import { visible } from '../diagnostic/visible.ts'
import { phaseTitles } from './words.ts'

/** A mermaid flowchart: a box per phase, arrows between waves, dotted arrows to the hooks that a failure starts. */
export function mermaid({ tasks }: Timeline): string {
  const lines = ['flowchart LR']
  const normal = tasks.filter(({ phase }) => phase !== 'SyncFail')
  const failure = tasks.filter(({ phase }) => phase === 'SyncFail')
  for (const phase of phases) {
    const own = tasks.filter((task) => task.phase === phase)
    if (own.length === 0) continue
    lines.push(
      `  subgraph ${phase}["${phaseTitles[phase]}"]`,
      ...own.map((task) => `    ${idOf(task, tasks)}["${label(task)}"]`),
      '  end',
    )
  }
  const waves = wavesOf(normal)
  for (const [index, wave] of waves.entries()) {
    for (const next of waves[index + 1] ?? [])
      for (const task of wave) lines.push(`  ${idOf(task, tasks)} --> ${idOf(next, tasks)}`)
  }
  const first = normal[0]?.phase
  if (first !== undefined)
    for (const task of failure) lines.push(`  ${first} -. a stage fails .-> ${idOf(task, tasks)}`)
  return `${lines.join('\n')}\n`
}

/** The tasks of a wave run at the same time. */
function wavesOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const waves: Task[][] = []
  for (const task of tasks) {
    const last = waves.at(-1)
    if (last?.[0]?.phase === task.phase && last[0].wave === task.wave) last.push(task)
    else waves.push([task])
  }
  return waves
}

function idOf(task: Task, tasks: readonly Task[]): string {
  return `t${tasks.indexOf(task)}`
}

function label({ wave, name }: Task): string {
  return `${wave}: ${labelText(name)}`
}

/**
 * Text in a quoted label (mermaid 11, "Special characters that break syntax" and "Entity codes to escape characters"): no
 * HTML, no Markdown, no end of the label, no line that is a fence or a directive. What is not a letter of some script,
 * a digit or harmless between them becomes an entity.
 */
function labelText(text: string): string {
  return visible(text).replaceAll(/[^\p{L}\p{M}\p{N} ./:,()+=␀-␡\ufffd-]|:\/\//gu, entities)
}

function entities(text: string): string {
  return Array.from(text, (char) => `#${char.codePointAt(0) ?? 0};`).join('')
}
