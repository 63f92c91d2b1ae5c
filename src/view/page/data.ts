import type { Action, Pass, TaskState, Trace, TraceTask } from '../../timeline/trace.ts'
import { stateSigns } from '../words.ts'
import type { PageScenario } from './scenario.ts'

/** The input of the page's script. It is compact, because a page has a trace for every task that may fail. */
export interface PageData {
  readonly signs: Readonly<Record<string, { readonly sign: string; readonly word: string; readonly state: TaskState }>>
  /** `Kind/name` of each task, in the same order as `states`. */
  readonly tasks: readonly { readonly id: string; readonly text: string }[]
  readonly scenarios: readonly PageTrace[]
}

interface PageTrace {
  readonly task: number | null
  readonly outcome: Trace['verdict']['outcome']
  readonly verdict: string
  readonly about: readonly number[]
  readonly warnings: readonly string[]
  readonly passes: readonly PagePass[]
}

interface PagePass {
  readonly where: string
  readonly message: string
  /** One letter per task, which is a key of `signs`, or a space for a task that this scenario lacks. */
  readonly states: string
  readonly actions: readonly string[]
}

const letters: Readonly<Record<TaskState, string>> = {
  pending: 'p',
  running: 'r',
  succeeded: 's',
  failed: 'f',
  pruned: 'x',
}

export function pageData(tasks: readonly TraceTask[], scenarios: readonly PageScenario[]): PageData {
  const places = new Map(tasks.map(({ id }, index) => [id, index]))
  const signs = states.map((state) => [letters[state], { ...stateSigns[state], state }] as const)
  return {
    signs: Object.fromEntries(signs),
    tasks: tasks.map((task) => ({ id: task.id, text: textOf(task) })),
    scenarios: scenarios.map(({ task, trace }) => ({
      task: (task === undefined ? undefined : places.get(task)) ?? null,
      outcome: trace.verdict.outcome,
      verdict: trace.verdict.message,
      about: trace.verdict.tasks.flatMap((id) => places.get(id) ?? []),
      warnings: trace.warnings,
      passes: passesOf(trace, tasks),
    })),
  }
}

const states: readonly TaskState[] = ['pending', 'running', 'succeeded', 'failed', 'pruned']

/** Adds a state before the first pass, in which nothing has started. */
function passesOf({ passes, tasks: own }: Trace, tasks: readonly TraceTask[]): readonly PagePass[] {
  const known = new Set(own.map(({ id }) => id))
  const before = tasks.map(({ id }) => (known.has(id) ? letters.pending : ' ')).join('')
  const texts = new Map(tasks.map((task) => [task.id, textOf(task)]))
  const several = passes.some(({ attempt }) => attempt > 1)
  return [
    { where: 'Before the sync', message: '', states: before, actions: [] },
    ...passes.map((pass, index) => ({
      where: `Pass ${index + 1} of ${passes.length}, ${clock(pass.at)}${several ? `, attempt ${pass.attempt}` : ''}`,
      message: pass.message,
      states: tasks.map(({ id }) => letterOf(pass, id)).join(''),
      actions: pass.actions.map((action) => actionText(action, texts)),
    })),
  ]
}

function letterOf(pass: Pass, id: string): string {
  const state = pass.states[id]
  return state === undefined ? ' ' : letters[state]
}

function actionText({ verb, task, result, detail }: Action, texts: ReadonlyMap<string, string>): string {
  const what = task === undefined ? '' : ` ${texts.get(task) ?? task}`
  const how = result === 'done' ? '' : `: ${result}`
  return `${verb.replaceAll('-', ' ')}${what}${how}${detail === undefined ? '' : ` (${detail})`}`
}

function textOf({ kind, name }: TraceTask): string {
  return `${kind}/${name}`
}

/** `0:42` after the start, `1:02:03` from an hour on. */
function clock(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds % 60)]
  const tail = `${String(m).padStart(h > 0 ? 2 : 1, '0')}:${String(s).padStart(2, '0')}`
  return `${h > 0 ? `${h}:` : ''}${tail} after the start`
}
