/**
 * How a tool names its files, and what it reads from them. Each tool declares its own naming: no other code knows its file
 * pattern, its sections and its transaction mark.
 */
import { compare } from '../diagnostic/diagnostic.ts'
import { nearest } from '../diagnostic/nearest.ts'
import {
  compareParts,
  inScriptConfig,
  parseMigrationName,
  partsOf,
  type MigrationFile,
  type MigrationName,
} from './file.ts'

export interface Naming {
  /** `by-version`: wavec knows the order of the files and indexes them. `unknown`: only the tool knows it. */
  readonly order: 'by-version' | 'unknown'
  /** Undefined for a name that the tool ignores. */
  readonly parse: (name: string) => MigrationName | undefined
  /** In words, e.g. `V<version>__<description>.sql`. */
  readonly pattern: string
  /** An example of a first file. */
  readonly example: string
  /** Help for a name that does not parse. */
  readonly correction: (name: string) => string
  /** Whether `pipeline.lock` records the file. */
  readonly isRecorded: (name: string) => boolean
  /** How the tool reacts to an edit of an applied file. */
  readonly edited: 'refused' | 'unnoticed'
  /** The part of a text that the tool applies, with blanks in place of the rest, so that offsets stay the same. */
  readonly applied: (text: string) => string
  /** Whether the file declares that it runs in a transaction; `textOf` reads other files of its folder. */
  readonly inTransaction: (
    file: Pick<MigrationFile, 'name' | 'text'>,
    textOf: (name: string) => string | undefined,
  ) => boolean | undefined
}

const whole = (text: string): string => text
const silent = (): undefined => undefined

/** Flyway's naming, which wavec's own engine uses as well. */
export const versionedNames: Naming = {
  order: 'by-version',
  parse: parseMigrationName,
  pattern: 'V<version>__<description>.sql',
  example: 'V1__create_orders.sql',
  correction: versionedName,
  isRecorded: (name) => {
    const kind = parseMigrationName(name)?.kind
    return kind === 'versioned' || kind === 'baseline' || kind === 'repeatable'
  },
  edited: 'refused',
  applied: whole,
  inTransaction: silent,
}

/** The same naming, plus Flyway's script configurations. */
export const flywayNames: Naming = {
  ...versionedNames,
  inTransaction: ({ name }, textOf) => inScriptConfig(textOf(`${name}.conf`)),
}

/** For an unknown tool: only files that begin with a number count as migrations. */
export const anyNames: Naming = {
  ...flywayNames,
  order: 'unknown',
  isRecorded: (name) => name.split('/').some((part) => /^([0-9]{3,}|[0-9a-f]{8,})/.test(part)),
  edited: 'unnoticed',
}

function versionedName(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  const [, version, description] = /^[vV]?(\d+(?:[._]\d+)*)[-_ .]+(.+?)(?:\.sql)?$/i.exec(base) ?? []
  if (version !== undefined && description !== undefined)
    return `rename it to V${version}__${description.replaceAll(/[^\w.]+/g, '_')}.sql`
  const events = ['beforeMigrate', 'afterMigrate', 'beforeEachMigrate', 'afterEachMigrate']
  const event = nearest(base.replace(/\.sql$/, ''), events)
  return event === undefined
    ? 'name it V<version>__<description>.sql or R__<description>.sql'
    : `did you mean ${event}.sql?`
}

export function versionIn({ parse }: Naming, file: string): string | undefined {
  const name = parse(file)
  return name?.kind === 'versioned' ? name.version : undefined
}

/** The order in which files are applied: versioned ones by version, then all others by name. */
export function sortByVersion(files: Iterable<string>, naming: Naming): string[] {
  return sortFilesByVersion(
    Array.from(files, (name) => ({ name })),
    naming,
  ).map(({ name }) => name)
}

export function sortFilesByVersion<T extends { readonly name: string }>(files: readonly T[], naming: Naming): T[] {
  const read = files.map((file) => {
    const version = versionIn(naming, file.name)
    return { file, version: version === undefined ? undefined : partsOf(version) }
  })
  return read
    .sort(({ file: a, version: left }, { file: b, version: right }) => {
      if (left !== undefined && right !== undefined) return compareParts(left, right) || compare(a.name, b.name)
      if (left !== right) return left === undefined ? 1 : -1
      return compare(a.name, b.name)
    })
    .map(({ file }) => file)
}
