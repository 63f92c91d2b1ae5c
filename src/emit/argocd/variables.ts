import type { DatabasePart } from '../../protocol/connection.ts'

/** Variables under which applications commonly expect the parts of a PostgreSQL connection. Matched whole. */
export const commonVariables: Readonly<Record<string, DatabasePart>> = {
  PGHOST: 'host',
  PGPORT: 'port',
  PGDATABASE: 'database',
  PGUSER: 'user',
  PGPASSWORD: 'password',
  DATABASE_URL: 'url',
  DATABASE_URI: 'url',
  DB_URL: 'url',
  ...named('DB'),
  ...named('DATABASE'),
  ...named('POSTGRES'),
  ...named('POSTGRESQL'),
}

function named(prefix: string): Readonly<Record<string, DatabasePart>> {
  return {
    [`${prefix}_HOST`]: 'host',
    [`${prefix}_PORT`]: 'port',
    [`${prefix}_NAME`]: 'database',
    [`${prefix}_DATABASE`]: 'database',
    [`${prefix}_DB`]: 'database',
    [`${prefix}_USER`]: 'user',
    [`${prefix}_USERNAME`]: 'user',
    [`${prefix}_PASSWORD`]: 'password',
  }
}
