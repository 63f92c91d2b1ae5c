import { append } from '../../diagnostic/long-lists.ts'
import type { Node, ResTarget } from 'libpg-query'
import { nameOf, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { find, type Schema } from './schema.ts'

/** The names of a query's columns as PostgreSQL makes them (FigureColname in src/backend/parser/parse_target.c). */
export function outputOf(
  query: Node | undefined,
  aliases: readonly string[],
  schema: Schema,
): readonly string[] | undefined {
  const select = valueOf(query, 'SelectStmt')
  if (select === undefined) return undefined
  if (select.larg !== undefined) return outputOf({ SelectStmt: select.larg }, aliases, schema)
  const names: string[] = []
  for (const target of valuesOf(select.targetList, 'ResTarget')) {
    const own = isStar(target.val) ? everyColumn(select.fromClause, schema) : nameOfTarget(target)
    if (own === undefined) return undefined
    append(names, own)
  }
  return [...aliases, ...names.slice(aliases.length)]
}

function nameOfTarget({ name, val }: ResTarget): readonly string[] | undefined {
  if (name !== undefined) return [name]
  const column = valueOf(val, 'ColumnRef')
  const call = valueOf(val, 'FuncCall')
  const last = wordsOf(column?.fields ?? call?.funcname).at(-1)
  return last === undefined ? undefined : [last]
}

function isStar(value: Node | undefined): boolean {
  return (valueOf(value, 'ColumnRef')?.fields ?? []).some((field) => valueOf(field, 'A_Star') !== undefined)
}

/** Of the one table that is read, if every column of it is known. */
function everyColumn(from: readonly Node[] | undefined, schema: Schema): readonly string[] | undefined {
  const [first, ...others] = from ?? []
  const relation = valueOf(first, 'RangeVar')
  if (relation === undefined || others.length > 0) return undefined
  const table = find(schema.tables, nameOf(relation))
  return table?.known === 'whole' ? [...table.columns.keys()] : undefined
}
