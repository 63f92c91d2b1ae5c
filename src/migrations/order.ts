import { compare } from '../diagnostic/diagnostic.ts'
import { isContract } from './contract.ts'
import { compareVersions, type MigrationFile } from './file.ts'
import type { Naming } from './naming.ts'
import { checksumOf } from './read.ts'

/** An entry of the index that the runner gets with the files. */
export interface IndexEntry {
  readonly file: string
  /** Absent for repeatable files. */
  readonly version?: string
  readonly checksum: string
  /** It removes something that an older release uses. */
  readonly contract?: true
  /** SQL that takes it back, in this order; null where SQL alone can't. Absent: not known. */
  readonly undo?: Undo
}

export type Undo = readonly string[] | null

/** How each file is taken back. The files arrive in the order in which they are applied. Undefined: not known. */
export type Reversals = (files: readonly MigrationFile[]) => readonly Undo[] | undefined

export const unknownReversals: Reversals = () => undefined

/** Migrations in the order in which they are applied: versioned ones by version, then repeatable ones by name. */
export function migrationIndex(
  files: readonly MigrationFile[],
  { parse, applied }: Naming,
  reversals: Reversals = unknownReversals,
): readonly IndexEntry[] {
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
  const index = [...versioned, ...repeatable]
  const byName = new Map(files.map((file) => [file.name, appliedOf(file, applied)]))
  const undo = reversals(index.flatMap(({ file }) => byName.get(file) ?? []))
  return undo === undefined ? index : index.map((entry, at) => ({ ...entry, undo: undo[at] ?? null }))
}

/** A file with the part of its text that the tool applies, and the checksum of that part. */
function appliedOf(file: MigrationFile, applied: Naming['applied']): MigrationFile {
  const text = applied(file.text)
  return text === file.text ? file : { ...file, text, checksum: checksumOf(text) }
}
