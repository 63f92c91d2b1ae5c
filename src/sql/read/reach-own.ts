import type { Node } from 'libpg-query'
import { isRecord, valueOf, wordsOf } from '../ast.ts'
import { constantOf } from '../expression.ts'
import type { Reach } from '../reach.ts'

/** Of the ledger. */
const own = 'wavec'

/** Whether a statement changes the ledger, or who may. Reading it changes nothing. */
export function ownedBy(node: Node): readonly Reach[] {
  const what = changedIn(node)
  return what === undefined ? [] : [{ kind: 'own', what }]
}

/** Under these keys a relation is only read. */
const reading: ReadonlySet<string> = new Set([
  'CommentStmt',
  'ExplainStmt',
  'fromClause',
  'lockingClause',
  'sourceRelation',
  'usingClause',
  'whereClause',
])

/** The part of the ledger that a tree changes: `wavec.migration`, or `wavec` as a whole. */
function changedIn(tree: unknown): string | undefined {
  if (Array.isArray(tree)) return firstOf(tree)
  if (!isRecord(tree)) return undefined
  const inside = Object.entries(tree).flatMap(([key, value]) => (reading.has(key) ? [] : [value]))
  return relationOf(tree) ?? schemaOf(tree) ?? pathOf(tree) ?? objectOf(tree) ?? firstOf(inside)
}

function firstOf(trees: readonly unknown[]): string | undefined {
  for (const tree of trees) {
    const found = changedIn(tree)
    if (found !== undefined) return found
  }
  return undefined
}

type Tree = Readonly<Record<string, unknown>>

/** A table, view, index or sequence; without `relname` a schema that is created. */
function relationOf({ schemaname, relname }: Tree): string | undefined {
  if (schemaname !== own) return undefined
  return typeof relname === 'string' ? `${own}.${relname}` : own
}

/** Renamed, given away, granted, dropped, or the place that something is moved to. */
function schemaOf(tree: Tree): string | undefined {
  const isSchema =
    ['renameType', 'objectType', 'removeType', 'objtype'].some((key) => tree[key] === 'OBJECT_SCHEMA') ||
    tree['targtype'] === 'ACL_TARGET_ALL_IN_SCHEMA'
  const named =
    isSchema && (tree['subname'] === own || nodesAt(tree).some((node) => valueOf(node, 'String')?.sval === own))
  return named || tree['newschema'] === own ? own : undefined
}

/** SET search_path, also of a routine: what is written without a schema is found there. */
function pathOf({ name, args }: Tree): string | undefined {
  const isThere = name === 'search_path' && nodesIn(args).some((each) => constantOf(each) === own)
  return isThere ? own : undefined
}

/** A name in a list of words: DROP, ALTER FUNCTION, OWNER TO. */
function objectOf(tree: Tree): string | undefined {
  for (const node of nodesAt(tree)) {
    const words = wordsOf(valueOf(node, 'List')?.items ?? valueOf(node, 'ObjectWithArgs')?.objname)
    if (words.length > 1 && words[0] === own) return words.join('.')
  }
  return undefined
}

function nodesAt(tree: Tree): readonly Node[] {
  const { object, objects, func } = tree
  const wrapped = isRecord(func) ? { ObjectWithArgs: func } : undefined
  return [object, wrapped].filter(isNode).concat(nodesIn(objects))
}

function nodesIn(list: unknown): readonly Node[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  return items.filter(isNode)
}

function isNode(value: unknown): value is Node {
  return isRecord(value)
}
