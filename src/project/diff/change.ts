import { folderOf } from '../../source/path.ts'
import type { MigrationChange, PipelineChange } from './compare.ts'
import { revertOf, type Revert } from './revert.ts'
import type { SqlFacts } from './sql-facts.ts'

export interface JudgedMigration extends MigrationChange {
  /** What it does to a database that serves, e.g. locks and work; null where its SQL was not analysed. */
  readonly does: string | null
}

/** What a release changes in one pipeline. */
export interface ChangedPipeline extends Omit<PipelineChange, 'migrations'> {
  /** Several where they differ in nothing else. */
  readonly environments: readonly string[]
  /** How many files of it the user changed. */
  readonly byHand: number
  readonly migrations: readonly JudgedMigration[]
  /** Whether the old version runs on what the migrations leave; null where the pipeline is new or removed. */
  readonly revert: Revert | null
}

interface Known {
  /** The files that the user changed, by path. */
  readonly changed: readonly string[]
  readonly sql: ReadonlyMap<string, SqlFacts>
}

/** What changes in the same way in several environments is reported once. */
export function judgedChanges(changes: readonly PipelineChange[], { changed, sql }: Known): readonly ChangedPipeline[] {
  const groups = new Map<string, ChangedPipeline>()
  for (const change of changes) {
    const { environment, sources, ...same } = change
    const id = JSON.stringify(same)
    const environments = [...(groups.get(id)?.environments ?? []), environment]
    const byHand = changed.filter((path) => isMadeFrom(sources, path)).length
    const migrations = change.migrations.map((migration) => ({
      ...migration,
      does: (migration.change === 'removed' ? undefined : sql.get(migration.path)?.words) ?? null,
    }))
    const revert = change.change === 'changed' ? revertOf(change.migrations, sql) : null
    groups.set(id, { ...change, byHand, environments, migrations, revert })
  }
  return [...groups.values()]
}

/** What a kustomization or a chart is rendered from is only known by its folder. */
function isMadeFrom(sources: readonly string[], path: string): boolean {
  return (
    sources.includes(path) || (/\.ya?ml$/.test(path) && sources.some((source) => folderOf(source) === folderOf(path)))
  )
}
