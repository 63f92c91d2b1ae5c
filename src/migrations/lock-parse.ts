import { diagnostic, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { parseYaml } from '../source/yaml.ts'
import type { Lock, LockedRelease } from './lock.ts'

/** Codes: `migrations/lock-unreadable` and those of YAML. */
export function parseLock(file: string, text: string): Outcome<Lock> {
  const { documents, diagnostics } = parseYaml(file, text, { documents: 'one', plain: (scalar) => scalar })
  const [document] = documents
  if (document === undefined) return { value: undefined, diagnostics }
  const whole = document.value()
  const value = isMap(whole) && whole['lock'] === '1' ? lockOf(whole['environments']) : undefined
  if (value !== undefined) return { value, diagnostics }
  const span = document.locate(['environments'], 'key')
  return { value, diagnostics: [...diagnostics, unreadable(file, span)] }
}

function unreadable(file: string, span: Diagnostic['span']): Diagnostic {
  return diagnostic('migrations/lock-unreadable', {
    message: 'this is not a lock file that wavec wrote',
    why: 'without it wavec can’t distinguish an edited migration from a new one',
    help: `restore it from git (git checkout HEAD -- ${shellWord(file)}), then run: npx wavec compile`,
    span,
  })
}

function lockOf(environments: unknown): Lock | undefined {
  if (!isMap(environments)) return undefined
  const lock: [string, readonly LockedRelease[]][] = []
  for (const [environment, list] of Object.entries(environments)) {
    const releases = allOf(list, releaseOf)
    if (releases === undefined) return undefined
    lock.push([environment, releases])
  }
  return Object.fromEntries(lock)
}

function releaseOf(value: unknown): LockedRelease | undefined {
  if (!isMap(value)) return undefined
  const { release, migrations } = value
  const withdrawn = allOf(value['withdrawn'] ?? [], textOf)
  const abandoned = allOf(value['abandoned'] ?? [], textOf)
  if (typeof release !== 'string' || !isMap(migrations) || withdrawn === undefined || abandoned === undefined)
    return undefined
  const checksums: [string, string][] = []
  for (const [file, checksum] of Object.entries(migrations)) {
    if (typeof checksum !== 'string' || !/^[0-9a-f]{64}$/.test(checksum)) return undefined
    checksums.push([file, checksum])
  }
  return { release, migrations: Object.fromEntries(checksums), withdrawn, abandoned }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Undefined if it is not a list, or if any entry is invalid. */
function allOf<T>(list: unknown, read: (value: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(list)) return undefined
  const values: readonly unknown[] = list
  const found = values.flatMap((value) => read(value) ?? [])
  return found.length === values.length ? found : undefined
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
