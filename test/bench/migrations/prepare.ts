import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Step } from '../../../src/protocol/step.ts'
import { versionedNames } from '../../../src/migrations/naming.ts'
import { migrationIndex } from '../../../src/migrations/order.ts'
import type { Contender } from '../measure/contender.ts'
import { writeGraphile } from '../peers/graphile-migrate.ts'
import { findPsql, psqlScript } from '../peers/psql.ts'
import { smallMigrations, type SmallMigration } from './files.ts'
import type { BenchServer } from './server.ts'

/** Gives every tool the same files and its own database, which is empty when a round starts. */
export interface MigrationContenders {
  readonly wavec: Contender
  /** wavec when everything is already applied. */
  readonly unchanged: Contender
  /** Undefined if psql is not installed. */
  readonly psql: Contender | undefined
  readonly nodePgMigrate: Contender
  readonly graphileMigrate: Contender
}

const launcher = fileURLToPath(new URL('../../../bin/wavec', import.meta.url))
const require = createRequire(import.meta.url)

interface Wanted {
  readonly count: number
  readonly seed: number
}

export function migrationContenders(folder: string, server: BenchServer, { count, seed }: Wanted): MigrationContenders {
  const migrations = smallMigrations(count, seed)
  const files = join(folder, 'files')
  const names = writeFiles(files, migrations)
  const graphile = join(folder, 'graphile')
  mkdirSync(graphile)
  writeGraphile(graphile, migrations)
  const inOwn = (name: string, program: string, args: readonly string[], env = {}): Contender => ({
    name,
    program,
    args,
    cwd: folder,
    env: { ...server.variables(name), DATABASE_URL: server.url(name), ...env },
    before: () => server.renew(name),
  })
  const step = { WAVEC_STEP: JSON.stringify(stepFor(files, migrations)), DATABASE_URL: '' }
  const wavec = inOwn('wavec_bench_own', process.execPath, [launcher, 'run'], step)
  const plain = join(folder, 'node-pg-migrate')
  writePlain(plain, migrations)
  return {
    wavec,
    unchanged: { ...wavec, before: () => undefined },
    psql:
      findPsql() === undefined
        ? undefined
        : inOwn(
            'wavec_bench_psql',
            'psql',
            psqlScript(
              folder,
              names.map((name) => join(files, name)),
            ),
          ),
    nodePgMigrate: inOwn('wavec_bench_npm', process.execPath, [
      binOf('node-pg-migrate', 'bin/node-pg-migrate.js'),
      'up',
      '--migrations-dir',
      plain,
      '--no-single-transaction',
    ]),
    graphileMigrate: {
      ...inOwn('wavec_bench_gm', process.execPath, [binOf('graphile-migrate', 'dist/cli.js'), 'migrate']),
      cwd: graphile,
    },
  }
}

function binOf(name: string, path: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), path)
}

function writeFiles(folder: string, migrations: readonly SmallMigration[]): readonly string[] {
  mkdirSync(folder, { recursive: true })
  const listed = migrations.map(({ number, sql }) => {
    const name = `V${number}__small.sql`
    writeFileSync(join(folder, name), sql)
    return { name, path: name, text: sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
  writeFileSync(join(folder, 'index.json'), JSON.stringify(migrationIndex(listed, versionedNames)))
  return listed.map(({ name }) => name)
}

function writePlain(folder: string, migrations: readonly SmallMigration[]): void {
  mkdirSync(folder)
  for (const { number, sql } of migrations)
    writeFileSync(join(folder, `${1_700_000_000_000 + number}_small.sql`), `-- Up Migration\n${sql}`)
}

function stepFor(files: string, migrations: readonly SmallMigration[]): Step {
  return {
    contract: 1,
    kind: 'migrate',
    pipeline: 'bench',
    environment: 'default',
    namespace: 'bench',
    release: 'v1',
    digest: createHash('sha256').update(JSON.stringify(migrations)).digest('hex'),
    stopAfter: 600_000,
    database: { engine: 'postgres', lockTimeout: 2000, statementTimeout: 300_000 },
    migrations: { tool: 'sql', index: join(files, 'index.json'), files },
    expect: [{ query: `select count(*) from pg_tables where schemaname = 'public'`, equals: migrations.length / 5 }],
  }
}
