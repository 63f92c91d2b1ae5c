import { isRecord } from '../ast.ts'
import type { ParsedStatement } from '../parse.ts'
import { unqualified, type Schema } from '../schema/schema.ts'

/** The statement with the schema of every relation that is written without one, where the file has set a search_path. */
export function located(statement: ParsedStatement, schema: Schema): ParsedStatement {
  const path = schema.searchPath
  return path === undefined ? statement : { ...statement, node: withSchemas(statement.node, { path, schema }, '') }
}

interface Search {
  readonly path: readonly string[]
  readonly schema: Schema
}

/** Of trees of JSON, whose shape stays what it was. */
function withSchemas<T>(tree: T, search: Search, place: string): T
function withSchemas(tree: unknown, search: Search, place: string): unknown {
  if (Array.isArray(tree)) {
    const items: readonly unknown[] = tree
    return items.map((each) => withSchemas(each, search, place))
  }
  if (!isRecord(tree)) return tree
  const entries = Object.entries(tree).map(
    ([key, value]) => [key, withSchemas(value, search, `${place.slice(place.indexOf('.') + 1)}.${key}`)] as const,
  )
  const found = schemaOf(tree, search, place)
  return { ...Object.fromEntries(entries), ...(found === undefined ? {} : { schemaname: found }) }
}

/** What a statement makes: the last two keys that lead to its name. */
const made: ReadonlySet<string> = new Set([
  'CreateStmt.relation',
  'into.rel',
  'ViewStmt.view',
  'CreateSeqStmt.sequence',
])

function schemaOf(
  node: Readonly<Record<string, unknown>>,
  { path, schema }: Search,
  place: string,
): string | undefined {
  const name = node['relname']
  if (typeof name !== 'string' || node['schemaname'] !== undefined || node['relpersistence'] === 't') return undefined
  return made.has(place) ? path[0] : path.find((each) => isThere(unqualified(each, name), schema))
}

function isThere(name: string, { tables, views, sequences }: Schema): boolean {
  return tables.has(name) || views.has(name) || sequences.has(name)
}
