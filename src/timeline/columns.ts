import { comparePhases, phases, type Phase } from '../argocd/phases.ts'
import type { TraceTask } from './trace.ts'

/** The tasks that the engine starts together. */
export interface Column {
  readonly phase: Phase
  /** Undefined for SyncFail, whose hooks run in one batch, regardless of their waves. */
  readonly wave: number | undefined
  readonly tasks: readonly TraceTask[]
}

/** Tasks by phase and wave, in the order in which they would run; within a column as they came. */
export function columnsOf(tasks: readonly TraceTask[]): readonly Column[] {
  const columns = new Map<string, { phase: Phase; wave: number | undefined; tasks: TraceTask[] }>()
  for (const task of tasks) {
    const wave = task.phase === 'SyncFail' ? undefined : task.wave
    const key = `${task.phase} ${wave ?? ''}`
    const column = columns.get(key) ?? { phase: task.phase, wave, tasks: [] }
    column.tasks.push(task)
    columns.set(key, column)
  }
  return [...columns.values()].sort((a, b) => comparePhases(a.phase, b.phase) || (a.wave ?? 0) - (b.wave ?? 0))
}

/** A phase with its columns. */
export interface PhaseColumns {
  readonly phase: Phase
  readonly columns: readonly Column[]
}

export function phasesOf(tasks: readonly TraceTask[]): readonly PhaseColumns[] {
  const columns = columnsOf(tasks)
  return phases
    .map((phase) => ({ phase, columns: columns.filter((column) => column.phase === phase) }))
    .filter((group) => group.columns.length > 0)
}
