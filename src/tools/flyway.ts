import * as z from 'zod/mini'
import { compare } from '../diagnostic/diagnostic.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { flywayNames } from '../migrations/naming.ts'
import { hostKind } from '../protocol/host.ts'
import { anyApplier } from '../sql/applier.ts'
import { sessionSettings } from './session.ts'
import type { ConnectionParts, Tool, ToolContainer, ToolContext } from './tool.ts'

const settings = z.strictObject({
  schemas: z
    .optional(z.array(z.string().check(z.regex(/^[^,]+$/))))
    .register(z.globalRegistry, { description: 'The first is the default schema and holds the history table.' }),
  placeholders: z.optional(z.record(z.string().check(z.regex(/^[A-Za-z0-9_]+$/)), z.string())),
})

/**
 * Flyway's command line. Variables as in https://documentation.red-gate.com/fd/environment-variables-184127480.html;
 * the image runs as root by default (flyway/flyway-docker, dockerfiles/alpine/Dockerfile).
 */
export const flyway = {
  id: 'flyway',
  settings,
  settingsExample: `flyway: # a tool's own settings, under its own name
  schemas: [orders] # the first holds the history table
  placeholders: {}`,
  requiredSettings: undefined,
  runs: { in: 'image', image: 'flyway/flyway:11.10.0-alpine', container },
  backoffLimit: { standard: 0, most: 0 },
  needsParts: 'it wants a JDBC URL, which holds no user and password; wavec never takes a Secret apart',
  misreads,
  schema: (given) => settings.parse(given).schemas?.[0],
  missingSchema: 'created',
  files: flywayNames,
  sql: {
    ...anyApplier,
    title: 'Flyway',
    transaction: 'begun',
    // It refuses even a SET, unless the file says that it runs outside a transaction.
    besideAlone: ['transaction', 'harmless', 'unjudged', 'create-type', 'create-extension'],
    outsideBy: 'executeInTransaction=false in FILE.sql.conf',
    // doRestoreOriginalState() in flyway-database-postgresql, PostgreSQLConnection.java.
    roleAfterFile: 'restored',
  },
  // https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html. Flyway compares its checksums itself.
  history: {
    in: 'table',
    table: 'flyway_schema_history',
    query: `select script as file, version, case when success then 'applied' else 'failed' end as state
from flyway_schema_history where script is not null order by installed_rank`,
    forget: (file) => [`delete from flyway_schema_history where script = ${file}`],
    repair: 'flyway repair',
  },
  rehearsal: {
    substitute: 'engine',
    onlyItself: (variables) => {
      const filled = [...variables.keys()].filter((name) => name.startsWith('FLYWAY_PLACEHOLDERS_'))
      return filled.length === 0 ? undefined : `fills in ${filled.join(', ')}`
    },
    // Java's driver.
    overTcp: ['flyway'],
  },
  signs: [{ kind: 'Flyway', file: /(^|\/)[VR][\w.]*__.+\.sql$/ }],
} as const satisfies Tool

function container(context: ToolContext): ToolContainer {
  const { schemas, placeholders = {} } = settings.parse(context.settings)
  const own: JsonObject[] = [
    literal('FLYWAY_URL', jdbcUrl(context)),
    literal('FLYWAY_USER', '$(PGUSER)'),
    literal('FLYWAY_PASSWORD', '$(PGPASSWORD)'),
    literal('FLYWAY_LOCATIONS', `filesystem:${context.files}`),
    // The interval caps a wait that doubles from 1 s: 1 + 2 + 4 + 7 x 5 = 42 s, plus the attempts (JdbcUtils in flyway-core).
    literal('FLYWAY_CONNECT_RETRIES', '10'),
    literal('FLYWAY_CONNECT_RETRIES_INTERVAL', '5'),
    // The lock of a transaction would wait for CREATE INDEX CONCURRENTLY, which waits for the transaction.
    literal('FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK', 'false'),
    literal('FLYWAY_VALIDATE_MIGRATION_NAMING', 'true'),
    literal('FLYWAY_CLEAN_DISABLED', 'true'),
    literal('REDGATE_DISABLE_TELEMETRY', 'true'),
    literal('HOME', '/tmp'),
    ...(schemas === undefined ? [] : [literal('FLYWAY_SCHEMAS', schemas.join(','))]),
    ...Object.entries(placeholders)
      .sort(([a], [b]) => compare(a, b))
      .map(([name, value]) => literal(`FLYWAY_PLACEHOLDERS_${name.toUpperCase()}`, value.replaceAll('$', '$$$$'))),
  ]
  return {
    name: 'flyway',
    args: ['migrate'],
    env: [...context.connection, ...own],
    writes: ['/tmp'],
    user: 65_532,
    permanentExitCodes: [],
  }
}

/**
 * The session settings travel as startup options, not as FLYWAY_INIT_SQL: a file that ends in RESET lock_timeout goes
 * back to what the connection started with, and after an init SQL that would be no limit at all.
 */
function jdbcUrl({ tls, pipeline, session, connection }: ToolContext): string {
  const options = sessionSettings(session).map(([name, ms]) => `-c%20${name}=${ms}`)
  const parameters = [`ApplicationName=wavec-${pipeline}-migrate`, `options=${options.join('%20')}`]
  if (tls !== undefined) parameters.push(`sslmode=${tls.mode}`)
  if (tls?.rootCertificate !== undefined) parameters.push(`sslrootcert=${tls.rootCertificate}`)
  const host = connection.find(({ name }) => name === 'PGHOST')?.['value']
  const address = typeof host === 'string' && hostKind(host) === 'ipv6' ? `[${host}]` : '$(PGHOST)'
  return `jdbc:postgresql://${address}:$(PGPORT)/$(PGDATABASE)?${parameters.join('&')}`
}

/** Kubernetes puts the parts into the URL as they are (pgjdbc 42.7, Driver.parseURL decodes the name of the database). */
function misreads({ host, database = '' }: ConnectionParts): string | undefined {
  if (host !== undefined && hostKind(host) === 'socket') return 'Flyway cannot connect through a Unix socket'
  const [changed] = /[%+?/]/.exec(database) ?? []
  return changed === undefined
    ? undefined
    : `a ${changed} in the name of the database has another meaning in a JDBC URL`
}

function literal(name: string, value: string): JsonObject {
  return { name, value }
}
