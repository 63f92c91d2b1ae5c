import type { DefElem, Node, TransactionStmt, VariableSetStmt } from 'libpg-query'
import type { Change, Of } from '../action.ts'
import { nameOf, valueOf, valuesOf } from '../ast.ts'
import { constantOf } from '../expression.ts'
import { harmless, reads } from './reader.ts'

/** What sets the session or the transaction, and what maintains tables. */
export const session = [
  reads('VariableSetStmt', readSet),
  reads('TransactionStmt', readTransaction),
  reads('LockStmt', ({ relations, mode = 8, nowait }) => ({
    kind: 'lock-table',
    tables: valuesOf(relations, 'RangeVar').map(nameOf),
    mode,
    wait: nowait === true ? 'nowait' : 'wait',
  })),
  reads('ReindexStmt', ({ kind, relation, name = '', params }) => ({
    kind: 'reindex',
    object: kind === 'REINDEX_OBJECT_INDEX' ? 'index' : kind === 'REINDEX_OBJECT_TABLE' ? 'table' : 'other',
    name: relation === undefined ? name : nameOf(relation),
    concurrently: isOn(params, 'concurrently'),
  })),
  reads('ClusterStmt', ({ relation }) => ({
    kind: 'cluster',
    table: relation === undefined ? undefined : nameOf(relation),
  })),
  reads('VacuumStmt', ({ is_vacuumcmd, options, rels }) => {
    const tables = valuesOf(rels, 'VacuumRelation').map(({ relation }) => nameOf(relation))
    return is_vacuumcmd === true ? { kind: 'vacuum', full: isOn(options, 'full'), tables } : { kind: 'analyze', tables }
  }),
  reads('RefreshMatViewStmt', ({ relation, concurrent }) => ({
    kind: 'refresh-matview',
    name: nameOf(relation),
    concurrently: concurrent === true,
  })),
]

function readSet({ kind, name = '', args, is_local }: VariableSetStmt): Change {
  if (kind === 'VAR_SET_MULTI') return harmless('SET TRANSACTION')
  const value = kind === 'VAR_SET_VALUE' ? (args ?? []).map(constantOf).join(', ') : undefined
  return { kind: 'set', name, value, scope: is_local === true ? 'local' : 'session' }
}

function readTransaction({ kind = 'TRANS_STMT_BEGIN' }: TransactionStmt): Change {
  return { kind: 'transaction', does: does[kind] }
}

const does: { readonly [K in NonNullable<TransactionStmt['kind']>]: Of<'transaction'>['does'] } = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'other',
  TRANS_STMT_RELEASE: 'other',
  TRANS_STMT_ROLLBACK_TO: 'other',
  TRANS_STMT_PREPARE: 'prepare',
  TRANS_STMT_COMMIT_PREPARED: 'prepared',
  TRANS_STMT_ROLLBACK_PREPARED: 'prepared',
}

/** Of `(FULL, ANALYZE off)`: a word alone switches on. */
function isOn(options: readonly Node[] | undefined, name: string): boolean {
  const option = valuesOf(options, 'DefElem').find(({ defname }) => defname === name)
  return option !== undefined && !isOff(option)
}

function isOff({ arg }: DefElem): boolean {
  const word = valueOf(arg, 'String')?.sval ?? valueOf(arg, 'Boolean')?.boolval
  return word === false || word === 'off' || word === 'false' || valueOf(arg, 'Integer')?.ival === 0
}
