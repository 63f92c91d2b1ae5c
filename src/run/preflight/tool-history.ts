import { literal } from '../../connect/pg-quote.ts'
import type { Row, Session } from '../../connect/session.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import type { AppliedMigration } from '../../protocol/ledger.ts'
import type { HistoryTable } from '../../tools/index.ts'
import { migrationId } from '../migrate/plan.ts'

export interface FailedFile {
  readonly file: string
  /** What a person runs about it. */
  readonly repair: string
}

export interface Applied {
  readonly applied: readonly AppliedMigration[]
  readonly failed: readonly FailedFile[]
}

/** What a tool's own table says. Its checksums are of another kind and are left to the tool. */
export async function tableHistory(
  session: Session,
  { table, query, repair }: HistoryTable,
  index: readonly IndexEntry[],
): Promise<Applied> {
  const { rows: there } = await session.query(`select to_regclass(${literal(table)}) is not null as there`)
  if (there[0]?.['there'] !== 't') return { applied: [], failed: [] }
  const { rows } = await session.query(query)
  const known = new Map(index.flatMap((entry) => [[entry.file, entry] as const, [migrationId(entry), entry] as const]))
  const read = rows.flatMap((row) => migrationOf(row, known) ?? [])
  return {
    applied: read.filter(({ state }) => state === 'applied'),
    failed: read.filter(({ state }) => state !== 'applied').map(({ file }) => ({ file, repair })),
  }
}

/** A row names the file, its version or both; the index says the other. */
function migrationOf(row: Row, known: ReadonlyMap<string, IndexEntry>): AppliedMigration | undefined {
  const version = row['version'] ?? undefined
  if (version !== undefined && !/^\d+(\.\d+)*$/.test(version)) return undefined
  const named = { file: row['file'] ?? version ?? '', version }
  const { file, version: number = version, checksum } = known.get(migrationId(named)) ?? { ...named, checksum: '' }
  const state = row['state'] === 'applied' ? 'applied' : 'started'
  return {
    id: migrationId({ file, version: number }),
    file,
    version: number,
    checksum,
    state,
    written: row['state'] ?? '',
    attempt: undefined,
  }
}
