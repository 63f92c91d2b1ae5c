import { compare } from '../diagnostic/diagnostic.ts'
import { isContract } from './contract.ts'
import { compareVersions, type MigrationFile } from './file.ts'
import type { Naming } from './naming.ts'

/** An entry of the index that the runner gets with the files. */
export interface IndexEntry {
  readonly file: string
  /** Absent for repeatable files. */
  readonly version?: string
  readonly checksum: string
  /** It removes something that an older release uses. */
  readonly contract?: true
}

/** Migrations in the order in which they are applied: versioned ones by version, then repeatable ones by name. */
export function migrationIndex(files: readonly MigrationFile[], { parse }: Naming): readonly IndexEntry[] {
  const versioned: (IndexEntry & { readonly version: string })[] = []
  const repeatable: IndexEntry[] = []
  for (const { name, checksum, text } of files) {
    const parsed = parse(name)
    const contract = isContract(text) ? { contract: true as const } : {}
    if (parsed?.kind === 'versioned') versioned.push({ file: name, version: parsed.version, checksum, ...contract })
    if (parsed?.kind === 'repeatable') repeatable.push({ file: name, checksum, ...contract })
  }
  versioned.sort((a, b) => compareVersions(a.version, b.version))
  repeatable.sort((a, b) => compare(a.file, b.file))
  return [...versioned, ...repeatable]
}
