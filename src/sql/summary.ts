import { isLive, type Context, type Judged, type JudgedFile } from './context.ts'
import type { Work } from './facts/work.ts'
import type { Phase } from './facts/phase.ts'
import { rollbackOf } from './rollback/index.ts'
import type { Rollback } from './rollback/verdict.ts'
import { isAtLeast, type LockMode } from './server.ts'

/** What a reviewer wants to know about a migration, in one line. */
export interface Summary {
  readonly path: string
  /** Of its worst statement; undefined where nothing in it can be judged. */
  readonly phase: Phase | undefined
  /** Locks on tables that are in use, and what happens under them. Left out, not guessed, where it is not analysed. */
  readonly facts: string
  readonly rollback: Rollback
  readonly notAnalysed: number
}

export function summarise(file: JudgedFile, isNew: Context['isNew'], server: number): Summary {
  const unknown = file.notAnalysed > 0
  return {
    path: file.file.path,
    phase: phases.find((phase) => file.actions.some((judged) => judged.phase === phase)),
    facts: unknown ? `${file.notAnalysed} of ${file.statements} statements not analysed` : factsIn(file.actions, isNew),
    rollback: rollbackOf(file, isNew, server),
    notAnalysed: file.notAnalysed,
  }
}

/** Worst first. */
const phases: readonly Phase[] = ['contract', 'migrate', 'expand', 'operational']

interface Held {
  readonly mode: LockMode
  readonly work: readonly Work['kind'][]
  readonly concurrently: 'yes' | 'no'
}

function factsIn(actions: readonly Judged[], isNew: Context['isNew']): string {
  const relations = new Map<string, Held>()
  for (const { action, facts, schema } of actions) {
    const concurrently = 'concurrently' in action && action.concurrently ? 'yes' : 'no'
    for (const { relation, mode } of facts.locks) {
      if (!isAtLeast(mode, 'SHARE UPDATE EXCLUSIVE') || !isLive({ schema, isNew }, relation)) continue
      const work = facts.work.filter((each) => each.relation === relation).map(({ kind }) => kind)
      relations.set(relation, stronger(relations.get(relation), { mode, work, concurrently }))
    }
  }
  const held = [...relations].map(([relation, each]) => heldText(relation, each))
  const parts = [...held, ...rowsIn(actions, isNew)]
  return parts.length === 0 ? 'no lock on a table in use' : parts.join('; ')
}

function stronger(known: Held | undefined, next: Held): Held {
  if (known === undefined) return next
  const mode = isAtLeast(next.mode, known.mode) ? next.mode : known.mode
  const concurrently = known.concurrently === 'yes' ? 'yes' : next.concurrently
  return { mode, concurrently, work: [...new Set([...known.work, ...next.work])] }
}

function heldText(relation: string, { mode, work, concurrently }: Held): string {
  const goesOn = mode === 'SHARE UPDATE EXCLUSIVE'
  if (goesOn && concurrently === 'yes') return `CONCURRENTLY on ${relation}, writes go on, waits for old transactions`
  const done = work.length === 0 ? 'no rewrite, no scan' : work.join(', ')
  return `${mode} on ${relation}, ${done}${goesOn ? ', reads and writes go on' : ''}`
}

function rowsIn(actions: readonly Judged[], isNew: Context['isNew']): readonly string[] {
  const tables = actions.flatMap(({ action, schema }) =>
    action.kind === 'write' && isLive({ schema, isNew }, action.write.table) ? [action.write.table] : [],
  )
  return tables.length === 0 ? [] : [`writes rows of ${[...new Set(tables)].join(', ')}`]
}

/** The answer in a few words. */
export function rollbackText(rollback: Rollback): string {
  switch (rollback.verdict) {
    case 'safe':
      return 'safe: old code runs on it'
    case 'reversible':
      return 'reversible with SQL'
    case 'data-dependent':
    case 'irreversible':
    case 'not analysed':
      return `${rollback.verdict}: ${rollback.why}`
  }
}
