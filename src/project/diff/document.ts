import type { Told } from './render.ts'
import { revertOf } from './revert.ts'
import type { SqlFacts } from './sql-facts.ts'

/**
 * One pipeline for programs. `does` is what a migration does to a database that serves, null where its SQL was not
 * analysed; `revert` is null where the pipeline is new or gone.
 */
export function documented(change: Told, sql: ReadonlyMap<string, SqlFacts>): object {
  const migrations = change.migrations.map((migration) => ({
    ...migration,
    does: (migration.change === 'removed' ? undefined : sql.get(migration.path)?.words) ?? null,
  }))
  return { ...change, migrations, revert: change.change === 'changed' ? revertOf(change.migrations, sql) : null }
}
