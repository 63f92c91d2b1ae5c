import type { FuncCall, Node } from 'libpg-query'
import type { Call } from './specs.ts'
import { isRecord, nodesOf, qualified, valueOf, wordsOf } from './ast.ts'

/** The functions that an expression or query calls. */
export function callsIn(tree: unknown): readonly Call[] {
  const calls: Call[] = []
  for (const node of nodesOf(tree)) {
    const call = node['FuncCall']
    if (isFuncCall(call)) calls.push({ name: qualified(wordsOf(call.funcname)), arguments: call.args ?? [] })
  }
  return calls
}

function isFuncCall(value: unknown): value is FuncCall {
  return isRecord(value) && Array.isArray(value['funcname'])
}

/** The columns that an expression names, without their table. */
export function columnsIn(tree: unknown): readonly string[] {
  const names = new Set<string>()
  for (const node of nodesOf(tree)) {
    const reference = node['ColumnRef']
    if (!isRecord(reference) || !Array.isArray(reference['fields'])) continue
    const last: unknown = reference['fields'].at(-1)
    if (!isRecord(last)) continue
    const word = isRecord(last['String']) ? last['String']['sval'] : undefined
    if (typeof word === 'string') names.add(word)
    if (Object.hasOwn(last, 'A_Star')) names.add('*')
  }
  return [...names]
}

/** The relations that a query names. */
export function relationsIn(tree: unknown): readonly string[] {
  const names = new Set<string>()
  for (const node of nodesOf(tree)) {
    const relation = node['RangeVar']
    if (!isRecord(relation) || typeof relation['relname'] !== 'string') continue
    const schema = relation['schemaname']
    names.add(qualified([typeof schema === 'string' ? schema : '', relation['relname']]))
  }
  return [...names]
}

/** The column of `column IS NOT NULL`, alone or one of several joined by AND. */
export function notNullColumns(expression: Node | undefined): readonly string[] {
  const test = valueOf(expression, 'NullTest')
  if (test?.nulltesttype === 'IS_NOT_NULL') return columnsIn(test.arg)
  const all = valueOf(expression, 'BoolExpr')
  return all?.boolop === 'AND_EXPR' ? (all.args ?? []).flatMap((part) => notNullColumns(part)) : []
}

/** A NULL that is written as such: no default at all. */
export function isNull(expression: Node | undefined): boolean {
  const cast = valueOf(expression, 'TypeCast')
  return valueOf(cast?.arg ?? expression, 'A_Const')?.isnull === true
}

/** A constant's text. */
export function constantOf(expression: Node | undefined): string | undefined {
  const cast = valueOf(expression, 'TypeCast')
  const constant = valueOf(cast?.arg ?? expression, 'A_Const')
  if (constant === undefined) return undefined
  return (
    constant.sval?.sval ??
    constant.fval?.fval ??
    (constant.ival === undefined ? undefined : String(constant.ival.ival ?? 0))
  )
}

/** Columns that must equal a constant for a row to be found: `id = 7`, `code IN ('a', 'b')`, joined by AND. */
export function soughtColumns(where: Node | undefined): readonly string[] {
  const all = valueOf(where, 'BoolExpr')
  if (all?.boolop === 'AND_EXPR') return (all.args ?? []).flatMap((part) => soughtColumns(part))
  const comparison = valueOf(where, 'A_Expr')
  if (comparison === undefined || wordsOf(comparison.name)[0] !== '=') return []
  if (comparison.kind !== 'AEXPR_OP' && comparison.kind !== 'AEXPR_IN') return []
  const sides = [comparison.lexpr, comparison.rexpr]
  const column = sides.find((side) => valueOf(side, 'ColumnRef') !== undefined)
  const other = sides.find((side) => side !== column)
  return column !== undefined && columnsIn(other).length === 0 && !holdsQuery(other) ? columnsIn(column) : []
}

/** A search between bounds: `id BETWEEN 1 AND 1000`, `id > 1 AND id <= 1000`. */
export function isBounded(where: Node | undefined): boolean {
  const bounds = new Set<string>()
  for (const node of nodesOf(where)) {
    const comparison = node['A_Expr']
    if (!isRecord(comparison)) continue
    if (comparison['kind'] === 'AEXPR_BETWEEN') return true
    const operator = wordsOf(Array.isArray(comparison['name']) ? comparison['name'] : [])[0] ?? ''
    if (/^[<>]=?$/.test(operator)) bounds.add(operator[0] ?? '')
  }
  return bounds.size === 2
}

function holdsQuery(tree: unknown): boolean {
  for (const node of nodesOf(tree)) if (Object.hasOwn(node, 'SubLink') || Object.hasOwn(node, 'SelectStmt')) return true
  return false
}
