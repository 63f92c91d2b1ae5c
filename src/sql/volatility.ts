import type { Node } from 'libpg-query'
import { steadyFunctions, volatileFunctions } from './builtin-functions.ts'
import { callsIn } from './expression.ts'
import { bareName, find, type Schema } from './schema/schema.ts'

/** How often an expression can give another value; `unknown` for a function that no file creates. */
export type Volatility = 'steady' | 'volatile' | 'unknown'

/**
 * As the planner sees it: a SQL function whose body is one expression is replaced by it, despite its declaration
 * (src/backend/optimizer/util/clauses.c, inline_function).
 */
export function volatilityOf(expression: Node | undefined, schema: Schema): Volatility {
  const each = callsIn(expression).map(({ name }) => ofFunction(name, schema))
  if (each.includes('volatile')) return 'volatile'
  return each.includes('unknown') ? 'unknown' : 'steady'
}

function ofFunction(name: string, schema: Schema, depth = 0): Volatility {
  const routine = find(schema.routines, name)
  if (routine === undefined) {
    if (steadyFunctions.has(name)) return 'steady'
    return volatileFunctions.has(name) || knownExtensions.has(bareName(name)) ? 'volatile' : 'unknown'
  }
  if (routine.volatility !== 'volatile') return 'steady'
  if (routine.inline === undefined || depth > 8) return 'volatile'
  const inner = callsIn(routine.inline).map((call) => ofFunction(call.name, schema, depth + 1))
  return inner.every((each) => each === 'steady') ? 'steady' : 'volatile'
}

/** Of uuid-ossp and pgcrypto, which many schemas use. */
const knownExtensions: ReadonlySet<string> = new Set(
  'uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt'.split(' '),
)

/** A function of PostgreSQL itself. */
export function isBuiltIn(name: string): boolean {
  return steadyFunctions.has(name) || volatileFunctions.has(name) || name.startsWith('pg_')
}
