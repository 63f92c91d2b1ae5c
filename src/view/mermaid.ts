import type { Task, Timeline } from '../timeline/timeline.ts'
import { phaseTitles } from './words.ts'

/** The timeline as a mermaid flowchart: a box a phase, an arrow from wave to wave, a dotted one to what a failure starts. */
export function mermaid({ tasks }: Timeline): string {
  const lines = ['flowchart LR']
  const normal = tasks.filter(({ phase }) => phase !== 'SyncFail')
  const failure = tasks.filter(({ phase }) => phase === 'SyncFail')
  for (const phase of ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const) {
    const own = tasks.filter((task) => task.phase === phase)
    if (own.length === 0) continue
    lines.push(
      `  subgraph ${phase}["${phaseTitles[phase]}"]`,
      ...own.map((task) => `    ${idOf(task, tasks)}["${label(task)}"]`),
      '  end',
    )
  }
  for (const [index, task] of normal.entries()) {
    const next = normal[index + 1]
    if (next !== undefined) lines.push(`  ${idOf(task, tasks)} --> ${idOf(next, tasks)}`)
  }
  for (const task of failure) lines.push(`  PreSync -. a stage fails .-> ${idOf(task, tasks)}`)
  return `${lines.join('\n')}\n`
}

function idOf(task: Task, tasks: readonly Task[]): string {
  return `t${tasks.indexOf(task)}`
}

function label({ wave, name }: Task): string {
  return `${wave}: ${name.replaceAll('"', '#quot;')}`
}
