import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { partsOf, type MigrationFile } from './file.ts'
import type { Naming } from './naming.ts'

/** Finds files that the tool would refuse, or silently skip. */
export function checkMigrations(files: readonly MigrationFile[], naming: Naming, folder: Span): readonly Diagnostic[] {
  const kinds = new Set(files.map(({ name }) => naming.parse(name)?.kind))
  if (!kinds.has('versioned') && !kinds.has('repeatable')) {
    const help = `add the first migration, e.g. ${naming.example}`
    return [
      ...badNames(files, naming),
      diagnostic('migrations/empty-folder', { message: 'the folder contains no migrations', help, span: folder }),
    ]
  }
  return [...badNames(files, naming), ...duplicates(files, naming)]
}

function badNames(files: readonly MigrationFile[], { parse, correction }: Naming): Diagnostic[] {
  return files
    .filter(({ name }) => parse(name) === undefined && !/(^|\/)(README(\.\w+)?|\.gitkeep)$/.test(name))
    .map(({ name, path }) =>
      diagnostic('migrations/bad-name', {
        message: `${name} is not a valid name for a migration`,
        why: 'the tool would silently skip it',
        help: correction(name),
        span: { file: path, start: 0, end: 0 },
      }),
    )
}

function duplicates(files: readonly MigrationFile[], { parse }: Naming): Diagnostic[] {
  const seen = new Map<string, MigrationFile>()
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    const name = parse(file.name)
    if (name === undefined || !('version' in name)) continue
    const key = `${name.kind} ${sameVersion(name.version)}`
    const twin = seen.get(key)
    if (twin === undefined) seen.set(key, file)
    else diagnostics.push(duplicate(file, twin, name.version))
  }
  return diagnostics
}

/** The same spelling for all versions that compare as equal: 01.0 is 1. */
function sameVersion(version: string): string {
  return partsOf(version)
    .join('.')
    .replace(/(\.0)+$/, '')
}

function duplicate(file: MigrationFile, first: MigrationFile, version: string): Diagnostic {
  return diagnostic('migrations/duplicate-version', {
    message: `${first.name} already has version ${version}`,
    why: 'the tool stops when two files have the same version',
    help: 'give the newer file the next free version',
    span: { file: file.path, start: 0, end: 0 },
    related: [{ span: { file: first.path, start: 0, end: 0 }, message: 'the first file' }],
  })
}
