/** The parts of a database connection, as the spec's Secret keys name them. */
export const databaseParts = ['host', 'port', 'database', 'user', 'password', 'url'] as const
export type DatabasePart = (typeof databaseParts)[number]

/** The variables in which wavec's containers receive them: libpq's own names. */
export const connectionVariables = {
  host: 'PGHOST',
  port: 'PGPORT',
  database: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  url: 'DATABASE_URL',
} as const satisfies Record<DatabasePart, string>
