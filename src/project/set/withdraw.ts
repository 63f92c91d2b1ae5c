import type { Failure } from '../../diagnostic/failure.ts'
import { abandon } from '../../migrations/lock-advance.ts'
import { shippedIn, type Shipped } from '../../migrations/lock-history.ts'
import { formatLock, type Lock } from '../../migrations/lock.ts'
import { parseLock } from '../../migrations/lock-parse.ts'
import { checksumOf } from '../../migrations/read.ts'
import { loadPipeline } from '../../pipeline/load.ts'
import { inFolder, resolvePath } from '../../source/path.ts'
import { readText } from '../../source/read.ts'
import type { Tree } from '../../source/tree.ts'
import { lockPath } from '../compile/shipped.ts'
import type { SetAnswer } from './answer.ts'
import { specNamed, type Named } from '../spec-named.ts'
import { textsOf } from '../texts.ts'
import { misused, suggestion, wavec } from '../usage.ts'

export interface WithdrawRequest extends Named {
  /** The file's name, e.g. `V7__total.sql`. */
  readonly migration: string
  /** Only this one; all that it shipped to unless given. */
  readonly environment?: string | undefined
}

/**
 * Declares that no database has a migration that shipped and whose file is gone: its version is free again. Preflight
 * refuses a database that has it. Throws a `Failure` for a migration that did not ship, or is still there.
 */
export function withdraw(tree: Tree, request: WithdrawRequest): SetAnswer {
  const spec = specNamed(tree, request, 'set')
  const path = lockPath(spec)
  const read = readText(tree, path)
  if (read.value === undefined) throw unshipped(request, [])
  const { value: lock, diagnostics } = parseLock(path, read.value)
  if (lock === undefined) return { kind: 'refused', diagnostics, textOf: textsOf(tree) }
  const { migration, environment: only } = request
  const environments = Object.keys(lock).filter((name) => only === undefined || name === only)
  const shipped = environments.flatMap((name) => shippedIn(lock[name] ?? []).get(migration) ?? [])
  const [first] = shipped
  if (first === undefined) throw unshipped(request, namesIn(lock))
  refuseIfThere(tree, { spec, shipped })
  const next = Object.fromEntries(
    Object.entries(lock).map(([name, releases]) => {
      const isMeant = environments.includes(name) && shippedIn(releases).has(migration)
      return [name, isMeant ? abandon(releases, migration) : releases]
    }),
  )
  const change = { file: path, what: migration, before: `shipped with ${first.release}`, after: 'no database has it' }
  return { kind: 'edited', texts: new Map([[path, formatLock(next)]]), changes: [change] }
}

function namesIn(lock: Lock): readonly string[] {
  return [...new Set(Object.values(lock).flatMap((releases) => [...shippedIn(releases).keys()]))]
}

function unshipped({ pipeline, migration, environment }: WithdrawRequest, names: readonly string[]): Failure {
  const where = environment === undefined ? '' : ` to ${environment}`
  const text = `set: no release of ${pipeline} brought ${migration}${where}${suggestion(migration, names)}`
  return misused(text, `${wavec} set ${pipeline} --withdraw ${names.at(-1) ?? 'V7__total.sql'}`)
}

/** The text that shipped would ship again. */
function refuseIfThere(
  tree: Tree,
  { spec, shipped }: { readonly spec: string; readonly shipped: readonly Shipped[] },
): void {
  for (const { folder, spec: each } of loadPipeline(tree, spec).value ?? []) {
    const migrations = each.migrations.path === undefined ? undefined : resolvePath(folder, each.migrations.path)
    for (const { file, checksum } of migrations === undefined ? [] : shipped) {
      const path = inFolder(migrations ?? '', file)
      const text = tree.read(path).ok ? readText(tree, path).value : undefined
      if (text !== undefined && checksumOf(text) === checksum)
        throw misused(`set: ${path} is still there, with the text that shipped`, `git rm ${path}`)
    }
  }
}
