/**
 * The way back from a migration: whether code of the release before runs on the schema after it, and the SQL that takes
 * the file back. One total table answers both for each kind of action, `table.ts` for a table's own, `objects.ts` for the
 * rest. What is not known to leave old code as it was is never safe.
 */
import type { Action, ByKind, Kind, Of } from '../action.ts'
import { isLive, type Context, type Judged, type JudgedFile } from '../context.ts'
import { isTableChange } from '../schema/apply-table.ts'
import { namingOf, type Naming } from './name.ts'
import { ofObjects } from './objects.ts'
import { ofTable } from './table.ts'
import { safe, worstOf, type Rollback } from './verdict.ts'
import type { Situation, Undo, WayBack } from './way.ts'

const ways: ByKind<[situation: Situation], WayBack> = { ...ofTable, ...ofObjects }

/** Of a whole file. Unknown is never safe. */
export function rollbackOf(file: JudgedFile, isNew: Context['isNew'], server: number): Rollback {
  if (file.notAnalysed > 0) return { verdict: 'not analysed', why: "it contains statements that wavec can't judge" }
  return worstOf(file.actions.map((judged) => wayOf(judged, situationOf(judged, isNew, server, naming)).oldCode))
}

/** Of verdicts, which no search_path but the usual one surrounds. */
const naming = namingOf('')

/** SQL that takes the statements of a file back, newest first. */
export function undoOf(file: JudgedFile, isNew: Context['isNew'], server: number): Undo {
  if (file.notAnalysed > 0 || file.foreign) return undefined
  const undo: string[] = []
  for (const judged of file.actions) {
    const { action, statement } = judged
    const own = namingOf(file.texts[statement] ?? '')
    const sql = wayOf(judged, situationOf(judged, isNew, server, own)).undo
    if (sql === undefined || (sql.length > 0 && !(own.certain && isPlain(action)))) return undefined
    undo.unshift(...sql)
  }
  return undo
}

/** It happens, once. */
function isPlain({ within, certainty }: Action): boolean {
  return within === 'top' && certainty === 'always'
}

function wayOf({ action }: Judged, situation: Situation): WayBack {
  const found = wayBy(action.kind, action, situation)
  return isUntouched(action, situation) ? { ...found, oldCode: safe } : found
}

function wayBy<K extends Kind>(kind: K, action: Of<K>, situation: Situation): WayBack {
  return ways[kind](action, situation)
}

/** Old code does not know the table. */
function isUntouched(action: Action, { live }: Situation): boolean {
  if (action.kind === 'inherit') return !live(action.parent)
  return isTableChange(action) && !live(action.table)
}

function situationOf({ schema }: Judged, isNew: Context['isNew'], server: number, { name }: Naming): Situation {
  return {
    schema,
    server,
    live: (table) => isLive({ schema, isNew }, table),
    isOld: (object) => (object === undefined ? !tellsAll(schema) : !isNew(object.origin)),
    name,
  }
}

/** Every table that the files speak of is made in them: what is in none of them is new. */
function tellsAll({ tables }: Situation['schema']): boolean {
  return [...tables.values()].every(({ origin }) => origin !== undefined)
}
