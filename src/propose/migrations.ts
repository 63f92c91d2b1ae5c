import { baseName, folderOf, inFolder } from '../source/path.ts'
import type { Repository } from './repository.ts'

/** A folder of migrations, and the command that runs them. */
export interface MigrationFolder {
  readonly path: string
  /** The number of files. */
  readonly count: number
  /** The common name of the tool. */
  readonly kind: string
  /** Undefined for SQL files that `tool: flyway` or `tool: sql` can run. */
  readonly command: readonly string[] | undefined
}

interface Sign {
  readonly kind: string
  /** Matches the path of a migration. */
  readonly file: RegExp
  /** Another condition on the repository; `folder` contains the file. */
  readonly beside?: (folder: string, files: ReadonlySet<string>) => boolean
  readonly command?: readonly string[]
  /** `parent`: each migration has its own folder. */
  readonly level?: 'parent'
}

/** The first match decides. The commands come from each tool's documentation on deployments. */
const signs: readonly Sign[] = [
  { kind: 'Flyway', file: /(^|\/)[VR][\w.]*__.+\.sql$/ },
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
  { kind: 'numbered SQL', file: /(^|\/)(migrations?|sql|db)\/\d+[-_].+(?<!\.(?:up|down))\.sql$/ },
]

/** Every folder of migrations, but only the outermost of nested ones. */
export function migrationFolders({ files }: Repository): readonly MigrationFolder[] {
  const all = new Set(files)
  const folders = new Map<string, { readonly sign: Sign; count: number }>()
  for (const path of files) {
    if (/(^|\/)tests?\//.test(path)) continue
    const sign = signs.find(({ file, beside }) => file.test(path) && (beside?.(folderOf(path), all) ?? true))
    if (sign === undefined) continue
    const folder = sign.level === 'parent' ? folderOf(folderOf(path)) : folderOf(path)
    const outer = [...folders].find(([known, { sign: other }]) => other === sign && folder.startsWith(`${known}/`))?.[0]
    const entry = folders.get(outer ?? folder) ?? { sign, count: 0 }
    folders.set(outer ?? folder, entry)
    entry.count += 1
  }
  return [...folders].map(([path, { sign, count }]) => ({ path, count, kind: sign.kind, command: sign.command }))
}

/** `db/migration (12 Flyway files)`. */
export function describeMigrations({ path, count, kind }: MigrationFolder): string {
  return `${path === '' ? baseName(path) : path} (${count} ${kind} file${count === 1 ? '' : 's'})`
}
