import type { CopyStmt, DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt } from 'libpg-query'
import type { Change } from '../action.ts'
import type { WriteSpec } from '../specs.ts'
import { nameOf, qualified, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { callsIn, isBounded, relationsIn, soughtColumns } from '../expression.ts'
import { persistenceOf } from './create.ts'
import { reads } from './reader.ts'

export const write = [
  reads('InsertStmt', (insert) => [...nested(insert), writing(readInsert(insert))]),
  reads('UpdateStmt', (update) => [writing(readUpdate(update)), ...nested(update)]),
  reads('DeleteStmt', (erase) => [writing(readDelete(erase)), ...nested(erase)]),
  reads('MergeStmt', (merge) => [...nested(merge), writing(readMerge(merge))]),
  reads('CopyStmt', readCopy),
  reads('SelectStmt', (select) => [...readSelect(select), ...nested(select)]),
  reads('CallStmt', ({ funccall }) => ({
    kind: 'query',
    calls: [{ name: qualified(wordsOf(funccall?.funcname)), arguments: funccall?.args ?? [] }],
    tables: [],
    locking: false,
    sought: [],
    bounded: false,
  })),
]

function writing(spec: WriteSpec): Change {
  return { kind: 'write', write: spec }
}

/** Writes in a WITH clause. */
function nested({ withClause }: Pick<SelectStmt, 'withClause'>): Change[] {
  return valuesOf(withClause?.ctes, 'CommonTableExpr').flatMap(({ ctequery }) => {
    const [insert, update, erase] = [
      valueOf(ctequery, 'InsertStmt'),
      valueOf(ctequery, 'UpdateStmt'),
      valueOf(ctequery, 'DeleteStmt'),
    ]
    if (insert !== undefined) return writing(readInsert(insert))
    if (update !== undefined) return writing(readUpdate(update))
    return erase === undefined ? [] : writing(readDelete(erase))
  })
}

function readInsert({ relation, cols, selectStmt, onConflictClause }: InsertStmt): WriteSpec {
  const select = valueOf(selectStmt, 'SelectStmt')
  const isListed = select === undefined || select.valuesLists !== undefined || (select.fromClause ?? []).length === 0
  return {
    ...nothing,
    verb: 'insert',
    table: nameOf(relation),
    rows: isListed ? 'listed' : 'searched',
    columns: valuesOf(cols, 'ResTarget').map(({ name = '' }) => name),
    bounded: select?.limitCount !== undefined || isBounded(select?.whereClause),
    onConflict: onConflictClause === undefined ? 'none' : 'handled',
    calls: callsIn(selectStmt),
  }
}

function readUpdate({ relation, targetList, whereClause, fromClause, withClause }: UpdateStmt): WriteSpec {
  const targets = valuesOf(targetList, 'ResTarget')
  return {
    ...nothing,
    verb: 'update',
    table: nameOf(relation),
    columns: targets.map(({ name = '' }) => name),
    values: targets.flatMap(({ val }) => (val === undefined ? [] : [val])),
    ...searched(whereClause),
    ...(isShort([fromClause, withClause]) ? { bounded: true } : {}),
    calls: callsIn([targetList, whereClause]),
  }
}

function readDelete({ relation, whereClause, usingClause, withClause }: DeleteStmt): WriteSpec {
  return {
    ...nothing,
    verb: 'delete',
    table: nameOf(relation),
    ...searched(whereClause),
    ...(isShort([usingClause, withClause]) ? { bounded: true } : {}),
    calls: callsIn(whereClause),
  }
}

function readMerge({ relation, joinCondition, sourceRelation, withClause }: MergeStmt): WriteSpec {
  return {
    ...nothing,
    verb: 'merge',
    table: nameOf(relation),
    where: joinCondition,
    bounded: isShort([sourceRelation, withClause]),
    calls: callsIn(joinCondition),
  }
}

/** What is joined is a list that is written out, or has a LIMIT. */
function isShort(joined: readonly unknown[]): boolean {
  return /"(?:valuesLists|limitCount)"/.test(JSON.stringify(joined))
}

function readCopy({ relation, is_from, query }: CopyStmt): Change {
  if (is_from !== true)
    return {
      kind: 'query',
      calls: callsIn(query),
      tables: [nameOf(relation)].filter((name) => name !== ''),
      locking: false,
      sought: [],
      bounded: false,
    }
  return writing({ ...nothing, verb: 'copy', table: nameOf(relation), rows: 'listed' })
}

function readSelect(select: SelectStmt): Change[] {
  const into = select.intoClause
  if (into === undefined)
    return [
      {
        kind: 'query',
        calls: callsIn(select),
        tables: relationsIn(select),
        locking: (select.lockingClause ?? []).length > 0,
        sought: soughtColumns(select.whereClause),
        bounded: select.limitCount !== undefined || isBounded(select.whereClause),
      },
    ]
  return [
    {
      kind: 'create-table',
      table: nameOf(into.rel),
      columns: [],
      constraints: [],
      likes: [],
      indexedLike: [],
      inherits: [],
      ...persistenceOf(into.rel),
      partitionOf: undefined,
      bound: undefined,
      partitioned: false,
      existing: 'refuse',
      query: { SelectStmt: select },
    },
  ]
}

const nothing = {
  where: undefined,
  rows: 'searched',
  columns: [],
  sought: [],
  bounded: false,
  values: [],
  onConflict: 'none',
  calls: [],
} as const

/** A LIMIT can only stand in a query inside the condition. */
function searched(where: Node | undefined): Pick<WriteSpec, 'where' | 'sought' | 'bounded'> {
  return {
    where,
    sought: soughtColumns(where),
    bounded: isBounded(where) || /"limitCount"/.test(JSON.stringify(where ?? null)),
  }
}
