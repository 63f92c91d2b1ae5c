/** Anything that runs SQL: one of our sessions, or the driver's client in a test. */
export interface Connection {
  query(text: string): Promise<{ readonly rowCount?: number | null; readonly count?: number }>
}

/** The statements of the code that still runs while the schema changes, by name. */
export type OldQueries = Readonly<Record<string, string>>

/** A query that worked before the change. */
export interface Broken {
  readonly query: string
  /** `prepared`: only if it was prepared before the change. */
  readonly when: 'always' | 'prepared'
  /** A SQLSTATE, or `no rows` if it found some before. */
  readonly how: string
}

/** Old code with an open connection, on which it has prepared its statements before the change. */
export interface OldApplication {
  /** Runs the queries again and returns those that no longer work. Each query is rolled back. */
  broken(): Promise<readonly Broken[]>
}

interface Query {
  readonly name: string
  readonly sql: string
  readonly execute: string
}

/** Prepares and runs each query once; throws if one fails before there is any change. */
export async function oldApplication(connection: Connection, queries: OldQueries): Promise<OldApplication> {
  const known = Object.entries(queries).map(([name, sql], at) => ({ name, sql, execute: `execute old_${at}` }))
  const before = new Map<string, number>()
  for (const [at, { name, sql, execute }] of known.entries()) {
    await connection.query(`prepare old_${at} as ${sql}`)
    for (const text of [execute, sql]) {
      const outcome = await attempt(connection, text)
      if (typeof outcome === 'string') throw new Error(`${name} fails before any change (${outcome}): ${sql}`)
      before.set(name, outcome)
    }
  }
  return {
    broken: async () => {
      const found: Broken[] = []
      for (const query of known) found.push(...(await brokenNow(connection, query, before.get(query.name) ?? 0)))
      return found
    },
  }
}

async function brokenNow(
  connection: Connection,
  { name, sql, execute }: Query,
  rowsBefore: number,
): Promise<readonly Broken[]> {
  const fresh = failureOf(await attempt(connection, sql), rowsBefore)
  if (fresh !== undefined) return [{ query: name, when: 'always', how: fresh }]
  const prepared = failureOf(await attempt(connection, execute), rowsBefore)
  return prepared === undefined ? [] : [{ query: name, when: 'prepared', how: prepared }]
}

function failureOf(outcome: number | string, rowsBefore: number): string | undefined {
  if (typeof outcome === 'string') return outcome
  return rowsBefore > 0 && outcome === 0 ? 'no rows' : undefined
}

/** How many rows it found or changed, or the SQLSTATE. */
async function attempt(connection: Connection, sql: string): Promise<number | string> {
  await connection.query('begin')
  try {
    const { rowCount, count } = await connection.query(sql)
    return rowCount ?? count ?? 0
  } catch (error) {
    return sqlstateOf(error)
  } finally {
    await connection.query('rollback')
  }
}

/** From the driver's error or ours; any other error is rethrown. */
export function sqlstateOf(error: unknown): string {
  if (error instanceof Error) {
    const found = 'sqlstate' in error ? error.sqlstate : 'code' in error ? error.code : undefined
    if (typeof found === 'string' && /^[0-9A-Z]{5}$/.test(found)) return found
  }
  throw error
}
