/** A file of the migrations folder. */
export interface MigrationFile {
  /** Relative to the folder, `/` between segments. */
  readonly name: string
  /** Its repository path. */
  readonly path: string
  readonly text: string
  /** sha256, hex, of the text with LF line ends, so that a checkout with CRLF has the same checksum. */
  readonly checksum: string
}

export type MigrationName =
  | { readonly kind: 'versioned'; readonly version: string; readonly description: string }
  | { readonly kind: 'baseline' | 'undo'; readonly version: string; readonly description: string }
  | { readonly kind: 'repeatable'; readonly description: string }
  | { readonly kind: 'callback'; readonly event: string }
  | { readonly kind: 'script-config' }

const prefixed = /^([VBU])(\d+(?:[._]\d+)*)__(.+)\.sql$/
const repeatable = /^R__(.+)\.sql$/
const callback =
  /^(before|after)(Migrate|EachMigrate|EachMigrateStatement|Repeatables|Versioned|Validate|Connect|CreateSchema|Clean|Info|Baseline|Repair|Undo|EachUndo)(Error|OperationFinish|Applied)?(__.+)?\.sql$/

/**
 * Flyway's naming (https://documentation.red-gate.com/fd/migrations-184127470.html), which wavec's own engine uses as
 * well. Undefined for a name that both ignore.
 */
export function parseMigrationName(name: string): MigrationName | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (base.endsWith('.sql.conf')) return { kind: 'script-config' }
  const [, prefix, version, description] = prefixed.exec(base) ?? []
  if (version !== undefined && description !== undefined) {
    const kind = prefix === 'V' ? 'versioned' : prefix === 'B' ? 'baseline' : 'undo'
    return { kind, version: version.replaceAll('_', '.'), description: description.replaceAll('_', ' ') }
  }
  const again = repeatable.exec(base)?.[1]
  if (again !== undefined) return { kind: 'repeatable', description: again.replaceAll('_', ' ') }
  return callback.test(base) ? { kind: 'callback', event: base.replace(/(__.+)?\.sql$/, '') } : undefined
}

/** Flyway's script configuration for a file (https://documentation.red-gate.com/fd/script-configuration-files-184127475.html). */
export function inScriptConfig(settings = ''): boolean | undefined {
  const word = /^\s*executeInTransaction\s*=\s*(true|false)\s*$/m.exec(settings)?.[1]
  return word === undefined ? undefined : word === 'true'
}

/** Compares numbers part by part, with 0 for a missing part: 1 = 1.0 < 1.0.1 < 1.2 < 1.10. */
export function compareVersions(a: string, b: string): number {
  return compareParts(partsOf(a), partsOf(b))
}

/** Parses a version once, for repeated comparisons. */
export function partsOf(version: string): readonly bigint[] {
  return version.split('.').map(BigInt)
}

export function compareParts(left: readonly bigint[], right: readonly bigint[]): number {
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0n) - (right[i] ?? 0n)
    if (difference !== 0n) return difference < 0n ? -1 : 1
  }
  return 0
}
