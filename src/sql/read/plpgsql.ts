import { isRecord } from '../ast.ts'
import type { Condition } from './reader.ts'

/** One thing that a PL/pgSQL body does, in the order of its text. */
export type Step = Condition & { readonly line: number } & (
    | { readonly kind: 'sql'; readonly sql: string }
    /** EXECUTE of an expression. */
    | { readonly kind: 'dynamic'; readonly sql: string }
    | { readonly kind: 'commit' }
    | Refusal
  )

/** RAISE EXCEPTION, or RETURN NULL. */
interface Refusal {
  readonly kind: 'refuse'
  readonly how: 'error' | 'silence'
}

/**
 * The steps of a body as PostgreSQL's own PL/pgSQL compiler dumps it: objects with one key, `PLpgSQL_stmt_…`
 * (pl_gram.y; libpg_query, src/pg_query_json_plpgsql.c).
 */
export function stepsOf(dump: unknown): readonly Step[] {
  const steps: Step[] = []
  visit(dump, { within: 'block', certainty: 'always' }, steps)
  return steps
}

/** Its key in the dump, and what the body below it is under. */
const loops: ReadonlySet<string> = new Set(
  ['loop', 'while', 'fori', 'fors', 'forc', 'foreach_a', 'dynfors'].map((name) => `PLpgSQL_stmt_${name}`),
)
const branches: ReadonlySet<string> = new Set([
  'PLpgSQL_stmt_if',
  'PLpgSQL_stmt_case',
  'PLpgSQL_exception_block',
  'PLpgSQL_exception',
])

function visit(value: unknown, condition: Condition, steps: Step[]): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, condition, steps)
    return
  }
  if (!isRecord(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'datums' || typeof inner !== 'object' || inner === null) continue
    const step = stepOf(key, inner)
    if (step !== undefined) steps.push({ ...step, ...condition, line: lineOf(inner) })
    if (key !== 'PLpgSQL_expr') visit(inner, below(key, condition), steps)
  }
}

type BareStep = { readonly kind: 'sql' | 'dynamic'; readonly sql: string } | { readonly kind: 'commit' } | Refusal

function stepOf(key: string, inner: object): BareStep | undefined {
  if (key === 'PLpgSQL_stmt_commit' || key === 'PLpgSQL_stmt_rollback') return { kind: 'commit' }
  if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors')
    return { kind: 'dynamic', sql: queryIn(inner, 'query') }
  if (key === 'PLpgSQL_stmt_execsql') return { kind: 'sql', sql: queryIn(inner, 'sqlstmt') }
  if (key === 'PLpgSQL_stmt_perform' || key === 'PLpgSQL_stmt_call') return { kind: 'sql', sql: queryIn(inner, 'expr') }
  return key === 'PLpgSQL_stmt_fors' ? { kind: 'sql', sql: queryIn(inner, 'query') } : refusalOf(key, inner)
}

/** ERROR in src/include/utils/elog.h. */
const errorLevel = 21

function refusalOf(key: string, inner: object): Refusal | undefined {
  const level = isRecord(inner) ? inner['elog_level'] : undefined
  if (key === 'PLpgSQL_stmt_raise' && level === errorLevel) return { kind: 'refuse', how: 'error' }
  const isSilent = key === 'PLpgSQL_stmt_return' && /^(?:SELECT )?null$/i.test(queryIn(inner, 'expr'))
  return isSilent ? { kind: 'refuse', how: 'silence' } : undefined
}

function queryIn(inner: object, field: string): string {
  const expression = isRecord(inner) ? inner[field] : undefined
  const found = isRecord(expression) ? expression['PLpgSQL_expr'] : undefined
  return isRecord(found) && typeof found['query'] === 'string' ? found['query'] : ''
}

function lineOf(inner: object): number {
  return isRecord(inner) && typeof inner['lineno'] === 'number' ? inner['lineno'] : 1
}

function below(key: string, condition: Condition): Condition {
  if (loops.has(key)) return { ...condition, within: 'loop' }
  return branches.has(key) ? { ...condition, certainty: 'perhaps' } : condition
}
