import type { Pages } from './pages.ts'

export const rights = {
  'rights/no-reader': {
    condition:
      'smoke-test, verify or report connects to the database as the migrator, because the spec names no reader.',
    effect:
      'These steps only read, but an intruder in one of their pods can alter and drop tables. The pod of smoke-test also runs the application, and that of report holds a token for the cluster.',
    workaround:
      'Run the SQL of npx wavec init --role-sql MIGRATOR --reader READER, put the connection of the reader into a Secret, and name it in database.reader.secret.',
    bad: 'database: { secret: orders-db-migrator }',
    good: 'database: { secret: orders-db-migrator, reader: { secret: orders-db-reader } }',
  },
} satisfies Pages<'rights'>
