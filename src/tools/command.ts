import * as z from 'zod/mini'
import { anyNames } from '../migrations/naming.ts'
import { databaseParts } from '../protocol/connection.ts'
import { folderOf, inFolder } from '../source/path.ts'
import { anyApplier } from '../sql/applier.ts'
import type { Sign, Tool } from './tool.ts'

const settings = z.strictObject({
  command: z
    .array(z.string().check(z.minLength(1)))
    .check(z.minLength(1))
    .register(z.globalRegistry, {
      description: 'Run in the image of the workload container, with its env and mounts.',
    }),
  variables: z.optional(z.record(z.string(), z.enum(databaseParts))).register(z.globalRegistry, {
    description: "Which of the container's variables hold which part of the database connection.",
  }),
})

/** Tools that only the application's image can run, and the command of each one's documentation for a deployment. */
const signs: readonly Sign[] = [
  { kind: 'golang-migrate', file: /(^|\/)\d+_.+\.up\.sql$/, command: ['migrate', '-path', 'migrations', 'up'] },
  {
    kind: 'Prisma',
    file: /(^|\/)prisma\/migrations\/[^/]+\/migration\.sql$/,
    command: ['npx', 'prisma', 'migrate', 'deploy'],
    level: 'parent',
  },
  { kind: 'Rails', file: /(^|\/)db\/migrate\/\d{14}_\w+\.rb$/, command: ['bin/rails', 'db:migrate'] },
  {
    kind: 'Alembic',
    file: /(^|\/)versions\/\w+\.py$/,
    beside: (folder, files) => files.has(inFolder(folderOf(folder), 'env.py')),
    command: ['alembic', 'upgrade', 'head'],
  },
  {
    kind: 'Django',
    file: /(^|\/)migrations\/\d{4}_\w+\.py$/,
    command: ['python', 'manage.py', 'migrate', '--noinput'],
  },
  {
    kind: 'Atlas',
    file: /\.sql$/,
    beside: (folder, files) => files.has(inFolder(folder, 'atlas.sum')),
    command: ['atlas', 'migrate', 'apply'],
  },
  {
    kind: 'Liquibase',
    file: /(^|\/)[\w.-]*changelog[\w.-]*\.(xml|ya?ml|json|sql)$/i,
    command: ['liquibase', 'update'],
  },
]

/** A command of the application's own, e.g. `python manage.py migrate`, in the workload's container. */
export const command = {
  id: 'command',
  settings,
  settingsExample: `command:
  command: [python, manage.py, migrate, --noinput]   # run in the image of the workload's container
  variables: { DB_HOST: host, DB_PORT: port, DB_NAME: database, DB_USER: user, DB_PASSWORD: password }`,
  requiredSettings: 'command: { command: [python, manage.py, migrate] }',
  runs: {
    in: 'workload',
    command: (given) => settings.parse(given).command,
    variables: (given) => settings.parse(given).variables,
  },
  backoffLimit: { standard: 0, most: 0 },
  needsParts: undefined,
  misreads: () => undefined,
  schema: () => undefined,
  missingSchema: 'refused',
  files: anyNames,
  sql: anyApplier,
  history: { in: 'unknown' },
  rehearsal: { substitute: 'none', onlyItself: () => undefined, overTcp: ['liquibase'] },
  signs,
} as const satisfies Tool
