import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Reversals, Undo } from '../migrations/order.ts'
import { isRecord, parsed } from '../protocol/json.ts'

/**
 * Answers that need to know how migrations are taken back. To load the grammar takes about as long as to compile a
 * pipeline, so what it said of the same texts in the same order is kept beside the program, as V8's code cache is. The
 * file is safe to delete: then the grammar is asked again, and says the same.
 */
export async function withReversals<T>(work: (reversals: Reversals) => T | Promise<T>): Promise<T> {
  const memo = openMemo()
  try {
    return await work((files) => {
      const known = knownIn(memo.known, chain(files))
      if (known === undefined) throw new NotKnown()
      return known
    })
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error
  }
  // Loaded only now, because most starts need neither the rules nor the grammar.
  const { reversalsBy } = await import('../sql/index.ts')
  const { sqlParser } = await import('./sql-parser.ts')
  const judged = reversalsBy(await sqlParser())
  const learnt = new Map(memo.known)
  const full = await work((files) => {
    const keys = chain(files)
    const known = knownIn(learnt, keys)
    if (known !== undefined) return known
    const undo = judged(files) ?? []
    for (const [at, key] of keys.entries()) learnt.set(key, undo[at] ?? null)
    return undo
  })
  memo.write(learnt)
  return full
}

/** Ends the work at the first file that was never judged: it starts again, with the grammar. */
class NotKnown extends Error {}

type Known = ReadonlyMap<string, Undo>

function knownIn(known: Known, keys: readonly string[]): readonly Undo[] | undefined {
  const found: Undo[] = []
  for (const key of keys) {
    const undo = known.get(key)
    if (undo === undefined) return undefined
    found.push(undo)
  }
  return found
}

/** What is said of a file depends on every file before it. */
function chain(files: Parameters<Reversals>[0]): readonly string[] {
  let key = ''
  return files.map(({ checksum }) => (key = createHash('sha256').update(key).update(checksum).digest('base64url')))
}

interface Memo {
  readonly known: Known
  readonly write: (known: Known) => void
}

/** Beyond this number all are forgotten: the file is read at each start and has to stay small. */
const most = 20_000

const nowhere: Memo = { known: new Map(), write: () => {} }

/** None where the program does not run from its bundle. */
function openMemo(): Memo {
  const program = process.argv[1]
  const folder = program === undefined ? undefined : ifAllowed(() => dirname(realpathSync(program)))
  if (folder === undefined) return nowhere
  const build = ifAllowed(() => buildOf(folder))
  if (build === undefined) return nowhere
  const path = join(folder, 'undo.cache')
  return {
    known: knownOf(
      ifAllowed(() => readFileSync(path, 'utf8')),
      build,
    ),
    write: (known) => {
      const entries = known.size > most ? {} : Object.fromEntries(known)
      const fresh = `${path}.${process.pid}.tmp`
      ifAllowed(() => {
        writeFileSync(fresh, JSON.stringify({ build, known: entries }))
        renameSync(fresh, path)
      })
    },
  }
}

/** Of another build nothing is known. */
function buildOf(folder: string): string {
  const { size, mtimeMs } = statSync(join(folder, 'compile.cjs'))
  return `${size} ${mtimeMs}`
}

/** What another build wrote is ignored, as is anything that is not JSON. */
function knownOf(text: string | undefined, build: string): Known {
  const memo = text === undefined ? undefined : parsed(text)
  if (!isRecord(memo) || memo['build'] !== build || !isRecord(memo['known'])) return new Map()
  return new Map(Object.entries(memo['known']).flatMap(([key, undo]) => (isUndo(undo) ? [[key, undo]] : [])))
}

function isUndo(value: unknown): value is Undo {
  return value === null || (Array.isArray(value) && value.every((each) => typeof each === 'string'))
}

/** The installation may belong to another user, or be read-only. */
function ifAllowed<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && forgiven.has(String(error.code))) return undefined
    throw error
  }
}

const forgiven: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])
