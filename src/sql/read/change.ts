import type { DropStmt, Node, RenameStmt } from 'libpg-query'
import type { Change, Dropped, Renamed } from '../action.ts'
import { nameOf, qualified, typeOf, valueOf, valuesOf, wordsOf, type SqlType } from '../ast.ts'
import { grants } from './grant.ts'
import { reads } from './reader.ts'

export const change = [
  reads('RenameStmt', readRename),
  reads('DropStmt', readDrop),
  reads('AlterObjectSchemaStmt', ({ objectType, relation, object, newschema = '' }) => ({
    kind: 'move-schema',
    object: objectType === 'OBJECT_TABLE' ? 'table' : 'other',
    name: relation === undefined ? nameIn(object) : nameOf(relation),
    to: newschema,
  })),
  reads('AlterOwnerStmt', ({ object, relation }) => ({
    kind: 'owner',
    name: relation === undefined ? nameIn(object) : nameOf(relation),
  })),
  ...grants,
  reads('DropdbStmt', ({ dbname = '' }) => ({ kind: 'drop-database', name: dbname })),
  reads('TruncateStmt', ({ relations, behavior }) => ({
    kind: 'truncate',
    tables: valuesOf(relations, 'RangeVar').map(nameOf),
    cascade: behavior === 'DROP_CASCADE',
  })),
]

const renamed: Readonly<Record<string, Renamed>> = {
  OBJECT_TABLE: 'table',
  OBJECT_COLUMN: 'column',
  OBJECT_INDEX: 'index',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'routine',
  OBJECT_PROCEDURE: 'routine',
  OBJECT_ROUTINE: 'routine',
}

function readRename({ renameType, relation, object, subname, newname = '', relationType }: RenameStmt): Change {
  const kind = renamed[renameType ?? ''] ?? 'other'
  // ALTER TABLE renames any relation, and the columns of a view are no table's.
  const isView = relationType === 'OBJECT_VIEW' || relationType === 'OBJECT_MATVIEW'
  if (kind === 'column' || kind === 'constraint') {
    const table = nameOf(relation)
    return { kind: 'rename', object: isView ? 'view' : kind, from: subname ?? '', to: newname, table }
  }
  const from = relation === undefined ? (subname ?? nameIn(object)) : nameOf(relation)
  return { kind: 'rename', object: kind, from, to: newname }
}

const dropped: Readonly<Record<string, Dropped>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'matview',
  OBJECT_INDEX: 'index',
  OBJECT_FUNCTION: 'routine',
  OBJECT_PROCEDURE: 'routine',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'routine',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TYPE: 'type',
  // It takes its types and functions with it.
  OBJECT_EXTENSION: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_POLICY: 'policy',
}

function readDrop({ removeType, objects, behavior, missing_ok, concurrent }: DropStmt): Change {
  const object = dropped[removeType ?? ''] ?? 'other'
  const isPart = object === 'trigger' || object === 'policy'
  const lists = (objects ?? []).map((node) => wordsIn(node))
  const [first = []] = lists
  return {
    kind: 'drop',
    object,
    names: isPart ? lists.map((words) => words.at(-1) ?? '') : lists.map((words) => qualified(words)),
    signatures: (objects ?? []).map(signatureIn),
    table: isPart ? qualified(first.slice(0, -1)) : undefined,
    cascade: behavior === 'DROP_CASCADE',
    concurrently: concurrent === true,
    missing: missing_ok === true ? 'skip' : 'refuse',
  }
}

/** `f(text, integer)`; OUT parameters are part of no call. */
function signatureIn(node: Node): readonly SqlType[] | undefined {
  const routine = valueOf(node, 'ObjectWithArgs')
  if (routine === undefined || routine.args_unspecified === true) return undefined
  return valuesOf(routine.objargs, 'TypeName').map(typeOf)
}

function nameIn(node: Node | undefined): string {
  return qualified(wordsIn(node))
}

/** The words of a name, in whichever node it stands. */
function wordsIn(node: Node | undefined): readonly string[] {
  const list = valueOf(node, 'List')
  if (list !== undefined) return wordsOf(list.items)
  const type = valueOf(node, 'TypeName')
  if (type !== undefined) return wordsOf(type.names)
  const routine = valueOf(node, 'ObjectWithArgs')
  if (routine !== undefined) return wordsOf(routine.objname)
  return [valueOf(node, 'String')?.sval ?? '']
}
