import { worstOf, type Rollback } from '../../sql/index.ts'
import type { MigrationChange, PipelineChange } from './compare.ts'
import type { SqlFacts } from './sql-facts.ts'

/** Whether the old version runs on what the migrations leave, and the files that decide it. */
export interface Revert {
  readonly rollback: Rollback
  readonly because: readonly string[]
}

/** A revert takes the code back, never the schema: so it is as safe as old code on the new schema. */
export function revertOf(migrations: readonly MigrationChange[], sql: ReadonlyMap<string, SqlFacts>): Revert {
  const judged = migrations.map((migration) => ({ file: migration.file, rollback: ofOne(migration, sql) }))
  const rollback = worstOf(judged.map((each) => each.rollback))
  const because = judged.filter((each) => each.rollback.verdict === rollback.verdict).map(({ file }) => file)
  return { rollback, because }
}

function ofOne({ path, change }: MigrationChange, sql: ReadonlyMap<string, SqlFacts>): Rollback {
  // What a rollback takes away stays in the database.
  if (change === 'removed') return { verdict: 'safe' }
  if (change === 'edited')
    return { verdict: 'not analysed', why: 'it was edited, and a database may have it as it was' }
  return sql.get(path)?.rollback ?? { verdict: 'not analysed', why: 'it is not SQL' }
}

/** The line that a reviewer reads first. */
export function revertLine({ rollback, because }: Revert, { before, after }: PipelineChange['release']): string {
  const what = before === after ? 'a revert of this change' : `rollback to ${before} after this release`
  const files = because.join(', ')
  switch (rollback.verdict) {
    case 'safe':
      return `${what}: safe, old code runs on the new schema`
    case 'reversible':
      return `${what}: with SQL, for ${files}: ${rollback.sql.join(' ')}`
    default:
      return `${what}: ${rollback.verdict}, look at ${files}: ${rollback.why}`
  }
}
