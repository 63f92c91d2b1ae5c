import { isLive, type Judged, type JudgedFile } from '../../sql/context.ts'
import { lockModes, type LockMode } from '../../sql/server.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Linted } from '../lint-all.ts'
import { counted } from '../wording.ts'

/** What a migration does to a database that serves. */
export interface SqlFacts {
  /** `expand: ACCESS EXCLUSIVE on orders, no rewrite, no scan`. */
  readonly words: string
  /** Whether old code runs on what it leaves; `unknown` where wavec can't tell. */
  readonly oldCode: 'runs' | 'may fail' | 'unknown'
}

/** By the file's path. */
export function sqlFacts({ units, diagnostics }: Linted): ReadonlyMap<string, SqlFacts> {
  const facts = new Map<string, SqlFacts>()
  for (const { judged, released } of units) {
    const pending = new Set(judged.filter(({ file }) => released?.has(file.path) !== true).map(({ number }) => number))
    const isNew = (origin: number | undefined) => origin !== undefined && pending.has(origin)
    for (const file of judged) {
      const found = diagnostics.filter(({ span, severity }) => span?.file === file.file.path && severity !== 'note')
      facts.set(file.file.path, factsOf(file, isNew, found))
    }
  }
  return facts
}

type IsNew = (origin: number | undefined) => boolean

function factsOf(file: JudgedFile, isNew: IsNew, found: readonly Diagnostic[]): SqlFacts {
  const phase = phaseOf(file.actions)
  const parts = [
    ...locksOn(file.actions, isNew),
    ...workOn(file.actions, isNew),
    ...(file.notAnalysed > 0 ? [`${counted(file.notAnalysed, 'statement')} not analysed`] : []),
    ...(found.length > 0 ? [`${counted(found.length, 'finding')}: npx wavec lint`] : []),
  ]
  return { words: `${phase}: ${parts.join(', ')}`, oldCode: oldCodeOn(phase, file, found) }
}

function oldCodeOn(phase: string, { notAnalysed }: JudgedFile, found: readonly Diagnostic[]): SqlFacts['oldCode'] {
  if (phase === 'contract') return 'may fail'
  return notAnalysed > 0 || found.length > 0 || phase === 'migrate' ? 'unknown' : 'runs'
}

/** The one that asks for most care. */
function phaseOf(actions: readonly Judged[]): string {
  const phases = ['contract', 'migrate', 'expand'] as const
  return phases.find((phase) => actions.some((action) => action.phase === phase)) ?? 'operational'
}

/** The strongest lock on each table that was there before, if it makes anybody wait. */
function locksOn(actions: readonly Judged[], isNew: IsNew): string[] {
  const strongest = new Map<string, LockMode>()
  for (const { facts, schema } of actions) {
    for (const { mode, relation } of facts.locks) {
      const known = strongest.get(relation)
      const isStronger = known === undefined || lockModes.indexOf(mode) > lockModes.indexOf(known)
      if (isStronger && isLive({ schema, isNew }, relation)) strongest.set(relation, mode)
    }
  }
  const felt = [...strongest].filter(([, mode]) => lockModes.indexOf(mode) > lockModes.indexOf('ROW EXCLUSIVE'))
  return felt.length === 0 ? ['no lock on a table in use'] : felt.map(([relation, mode]) => `${mode} on ${relation}`)
}

function workOn(actions: readonly Judged[], isNew: IsNew): string[] {
  const done = actions.flatMap(({ facts, schema }) =>
    facts.work.filter(({ relation }) => isLive({ schema, isNew }, relation)),
  )
  const words = [
    ...new Set(done.map(({ kind, relation }) => `${kind} of ${relation}`.replace('index build of', 'index build on'))),
  ]
  return words.length === 0 ? ['no rewrite, no scan'] : words
}
