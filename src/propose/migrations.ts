import { baseName, folderOf, inFolder } from '../source/path.ts'
import type { Repository } from './repository.ts'

/** A folder of migrations, and what runs them. */
export interface MigrationFolder {
  readonly path: string
  /** How many files. */
  readonly count: number
  /** What people call the tool. */
  readonly kind: string
  /** Undefined where the files are named as both of wavec's own readers of SQL take them. */
  readonly command: readonly string[] | undefined
}

interface Sign {
  readonly kind: string
  /** Whether a file is one of its migrations; `folder` is the file's. */
  readonly file: RegExp
  /** What else must be in the repository. */
  readonly beside?: (folder: string, files: ReadonlySet<string>) => boolean
  readonly command?: readonly string[]
  /** Each migration is a folder of its own. */
  readonly level?: 'parent'
}

/** The first that fits names the tool. The commands are those of each tool's own documentation for a deployment. */
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

/** Every folder of migrations; of nested ones the outermost. */
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
export function toldMigrations({ path, count, kind }: MigrationFolder): string {
  return `${path === '' ? baseName(path) : path} (${count} ${kind} file${count === 1 ? '' : 's'})`
}
