import type { MigrationChange, PipelineChange } from './compare.ts'
import type { SqlFacts } from './sql-facts.ts'

/** Whether the old version runs on what the migrations leave, and the files that decide it. */
export interface Revert {
  readonly kind: 'safe' | 'unsafe' | 'unknown'
  readonly because: readonly string[]
}

/** A revert takes the code back, never the schema: so it is as safe as old code on the new schema. */
export function revertOf(migrations: readonly MigrationChange[], sql: ReadonlyMap<string, SqlFacts>): Revert {
  const judged = migrations.map(({ file, path, change }) => {
    // What a rollback takes away stays in the database; what an edit means to one that has the file, nobody knows.
    const added = sql.get(path)?.oldCode ?? 'unknown'
    const oldCode = change === 'removed' ? 'runs' : change === 'edited' ? 'unknown' : added
    return { file, oldCode }
  })
  for (const [oldCode, kind] of [
    ['may fail', 'unsafe'],
    ['unknown', 'unknown'],
  ] as const) {
    const because = judged.filter((each) => each.oldCode === oldCode).map(({ file }) => file)
    if (because.length > 0) return { kind, because }
  }
  return { kind: 'safe', because: [] }
}

/** The line that a reviewer reads first. */
export function revertLine({ kind, because }: Revert, { before, after }: PipelineChange['release']): string {
  const what = before === after ? 'a revert of this change' : `rollback to ${before} after this release`
  const files = because.join(', ')
  if (kind === 'unsafe') return `${what}: not safe by itself, ${files} takes away what old code may use`
  if (kind === 'unknown') return `${what}: not known, look at ${files}`
  return `${what}: safe, old code runs on the new schema`
}
