import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { nearest } from '../diagnostic/nearest.ts'
import { parseMigrationName, partsOf, type MigrationFile } from './file.ts'

/** What Flyway's and wavec's engine would stumble over, or worse, silently skip. */
export function checkMigrations(files: readonly MigrationFile[], folder: Span): readonly Diagnostic[] {
  if (
    !files.some(
      ({ name }) => parseMigrationName(name)?.kind === 'versioned' || parseMigrationName(name)?.kind === 'repeatable',
    )
  ) {
    const help = 'add the first migration, e.g. V1__create_orders.sql'
    return [
      ...badNames(files),
      diagnostic('migrations/empty-folder', { message: 'the folder holds no migration', help, span: folder }),
    ]
  }
  return [...badNames(files), ...duplicates(files)]
}

function badNames(files: readonly MigrationFile[]): Diagnostic[] {
  return files
    .filter(({ name }) => parseMigrationName(name) === undefined && !/(^|\/)(README(\.\w+)?|\.gitkeep)$/.test(name))
    .map(({ name, path }) =>
      diagnostic('migrations/bad-name', {
        message: `${name} is not a migration's name`,
        why: 'it would be skipped without a word',
        help: suggestion(name),
        span: { file: path, start: 0, end: 0 },
      }),
    )
}

function suggestion(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  const [, version, description] = /^[vV]?(\d+(?:[._]\d+)*)[-_ .]+(.+?)(?:\.sql)?$/i.exec(base) ?? []
  if (version !== undefined && description !== undefined)
    return `rename it to V${version}__${description.replaceAll(/[^\w.]+/g, '_')}.sql`
  const event = nearest(base.replace(/\.sql$/, ''), [
    'beforeMigrate',
    'afterMigrate',
    'beforeEachMigrate',
    'afterEachMigrate',
  ])
  return event === undefined
    ? 'name it V<version>__<description>.sql or R__<description>.sql'
    : `did you mean ${event}.sql?`
}

function duplicates(files: readonly MigrationFile[]): Diagnostic[] {
  const seen = new Map<string, MigrationFile>()
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    const name = parseMigrationName(file.name)
    if (name === undefined || !('version' in name)) continue
    const key = `${name.kind} ${sameVersion(name.version)}`
    const twin = seen.get(key)
    if (twin === undefined) seen.set(key, file)
    else diagnostics.push(duplicate(file, twin, name.version))
  }
  return diagnostics
}

/** One spelling for all versions that compare as equal: 01.0 is 1. */
function sameVersion(version: string): string {
  return partsOf(version)
    .join('.')
    .replace(/(\.0)+$/, '')
}

function duplicate(file: MigrationFile, first: MigrationFile, version: string): Diagnostic {
  return diagnostic('migrations/duplicate-version', {
    message: `version ${version} is taken by ${first.name}`,
    why: 'the tool stops at the first of two files of one version',
    help: 'give the newer file the next free version',
    span: { file: file.path, start: 0, end: 0 },
    related: [{ span: { file: first.path, start: 0, end: 0 }, message: 'the first' }],
  })
}
