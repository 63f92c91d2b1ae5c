import type { Node } from 'libpg-query'
import { thrownText } from '../diagnostic/thrown.ts'

/** A statement as the grammar sees it. Places are bytes of the UTF-8 text. */
export interface RawStatement {
  readonly node: Node
  readonly start: number
  /** Absent for a last statement without a semicolon. */
  readonly length: number | undefined
}

export type Parsing =
  | { readonly ok: true; readonly statements: readonly RawStatement[] }
  /** `position` counts characters from 0. */
  | { readonly ok: false; readonly message: string; readonly position: number }

/** PostgreSQL's own grammar. Neither function ever throws. */
export interface Parser {
  readonly parse: (sql: string) => Parsing
  /** The body of a DO block or of a PL/pgSQL routine, as PostgreSQL dumps it; undefined where it does not compile. */
  readonly plpgsql: (statement: string) => unknown
}

let loaded: Promise<Parser> | undefined

/** Loaded when SQL is to be judged: it costs a WebAssembly module, which no other work should pay for. */
export function loadParser(): Promise<Parser> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Parser> {
  const library = await import('libpg-query')
  await library.loadModule()
  return {
    parse: (sql) => {
      const nul = sql.indexOf('\u0000')
      // The grammar would stop at it and report success.
      if (nul >= 0)
        return { ok: false, message: 'it contains a NUL character', position: Array.from(sql.slice(0, nul)).length }
      if (sql.trim() === '') return { ok: true, statements: [] }
      try {
        const { stmts = [] } = library.parseSync(sql)
        const statements = stmts.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length }) =>
          stmt === undefined ? [] : [{ node: stmt, start, length: length === 0 ? undefined : length }],
        )
        // A walk through such a tree would run out of stack.
        if (sql.length > deepest && statements.some(({ node }) => isDeep(node))) return tooDeep
        return { ok: true, statements }
      } catch (error) {
        if (library.hasSqlDetails(error))
          return { ok: false, message: error.message, position: error.sqlDetails?.cursorPosition ?? 0 }
        return isExhausted(error) ? tooDeep : gaveUp(error)
      }
    },
    plpgsql: (statement) => {
      try {
        const dump = library.parsePlPgSQLSync(statement)
        return statement.length > deepest && isDeep(dump) ? undefined : dump
      } catch {
        // The library throws plain errors with PostgreSQL's message where the body does not compile, and anything where its
        // memory ends. Either way the routine counts as not analysed.
        return undefined
      }
    },
  }
}

/** Out of memory, above all. The module reads shorter statements even then, and says so again where it does not. */
function gaveUp(error: unknown): Parsing {
  return { ok: false, message: `PostgreSQL's parser gave up: ${thrownText(error)}`, position: 0 }
}

const tooDeep: Parsing = { ok: false, message: 'it is nested too deeply', position: 0 }
const deepest = 1500

function isDeep(tree: unknown): boolean {
  let level: readonly unknown[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap(childrenOf)
  }
  return false
}

function childrenOf(node: unknown): readonly unknown[] {
  return typeof node === 'object' && node !== null ? Object.values(node) : []
}

/** The stack of the program, or of the WebAssembly module, which survives it. */
function isExhausted(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError')
}
