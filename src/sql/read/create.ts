import type { CreateStmt, IndexStmt, Node } from 'libpg-query'
import type { Change, Existing, IndexSpec } from '../action.ts'
import { nameOf, qualified, typeOf, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { readConstraint, readElements } from './column.ts'
import { harmless, reads } from './reader.ts'

export const create = [
  reads('CreateStmt', readTable),
  reads('CreateTableAsStmt', ({ into, query, objtype, if_not_exists }) => {
    const name = nameOf(into?.rel)
    if (objtype === 'OBJECT_MATVIEW') return { kind: 'create-view', name, query, materialized: true, replace: false }
    return {
      kind: 'create-table',
      table: name,
      columns: [],
      constraints: [],
      likes: [],
      lifetime: into?.rel?.relpersistence === 't' ? 'temporary' : 'permanent',
      partitionOf: undefined,
      partitioned: false,
      existing: orSkip(if_not_exists),
      query,
    }
  }),
  reads('IndexStmt', readIndex),
  reads('ViewStmt', ({ view, query, replace }) => ({
    kind: 'create-view',
    name: nameOf(view),
    query,
    materialized: false,
    replace: replace === true,
  })),
  reads('CreateTrigStmt', ({ trigname = '', relation, funcname, replace }) => ({
    kind: 'create-trigger',
    name: trigname,
    table: nameOf(relation),
    routine: qualified(wordsOf(funcname)),
    replace: replace === true,
  })),
  reads('CreateEnumStmt', ({ typeName, vals }) => ({
    kind: 'create-enum',
    name: qualified(wordsOf(typeName)),
    values: wordsOf(vals),
  })),
  reads('AlterEnumStmt', ({ typeName, oldVal, newVal = '', skipIfNewValExists }) => {
    const name = qualified(wordsOf(typeName))
    if (oldVal !== undefined && oldVal !== '')
      return { kind: 'rename', object: 'enum-value', from: oldVal, to: newVal, table: name }
    return { kind: 'add-enum-value', name, value: newVal, existing: orSkip(skipIfNewValExists) }
  }),
  reads('CreateDomainStmt', ({ domainname, typeName, constraints }) => {
    const own = valuesOf(constraints, 'Constraint')
    const constrained = own.some(({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL')
    return { kind: 'create-domain', name: qualified(wordsOf(domainname)), base: typeOf(typeName), constrained }
  }),
  reads('AlterDomainStmt', ({ subtype, typeName, def }) => {
    const constraint = valueOf(def, 'Constraint')
    const adds =
      subtype === 'O' || subtype === 'C' ? (constraint?.skip_validation === true ? 'not-valid' : 'valid') : 'nothing'
    return { kind: 'alter-domain', name: qualified(wordsOf(typeName)), adds }
  }),
  reads('CreateSchemaStmt', ({ schemaname = '', if_not_exists }) => ({
    kind: 'create-schema',
    name: schemaname,
    existing: orSkip(if_not_exists),
  })),
  reads('CreateSeqStmt', ({ sequence, if_not_exists }) => ({
    kind: 'create-sequence',
    name: nameOf(sequence),
    existing: orSkip(if_not_exists),
  })),
  // It changes what every query of the table is planned with.
  reads('RuleStmt', ({ relation }) => ({ kind: 'table-option', table: nameOf(relation), what: 'rule', weak: false })),
  reads('CreateForeignTableStmt', () => harmless('CREATE FOREIGN TABLE')),
]

function orSkip(condition: boolean | undefined): Existing {
  return condition === true ? 'skip' : 'refuse'
}

function readTable({
  relation,
  tableElts,
  inhRelations,
  partspec,
  partbound,
  if_not_exists,
  constraints,
}: CreateStmt): Change {
  const elements = readElements(tableElts)
  const parents = valuesOf(inhRelations, 'RangeVar').map(nameOf)
  return {
    kind: 'create-table',
    table: nameOf(relation),
    ...elements,
    constraints: [
      ...elements.constraints,
      ...valuesOf(constraints, 'Constraint').flatMap((constraint) => readConstraint(constraint) ?? []),
    ],
    lifetime: relation?.relpersistence === 't' ? 'temporary' : 'permanent',
    partitionOf: partbound === undefined ? undefined : parents[0],
    partitioned: partspec !== undefined,
    likes: [...elements.likes, ...(partbound === undefined ? parents : [])],
    existing: orSkip(if_not_exists),
    query: undefined,
  }
}

function readIndex(statement: IndexStmt): Change {
  return {
    kind: 'create-index',
    index: indexOf(statement),
    concurrently: statement.concurrent === true,
    only: statement.relation?.inh !== true,
    existing: orSkip(statement.if_not_exists),
  }
}

function indexOf({ idxname, relation, unique, indexParams, whereClause }: IndexStmt): IndexSpec {
  return {
    name: idxname,
    table: nameOf(relation),
    unique: unique === true,
    columns: valuesOf<'IndexElem'>(indexParams, 'IndexElem').map(({ name, expr }) => column(name, expr)),
    partial: whereClause !== undefined,
  }
}

function column(name: string | undefined, expression: Node | undefined): string | undefined {
  return expression === undefined ? name : undefined
}
