import type { CreateStmt, IndexStmt, Node, RangeVar } from 'libpg-query'
import type { Change, Existing } from '../action.ts'
import type { IndexSpec } from '../specs.ts'
import { nameOf, qualified, typeOf, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { columnsIn } from '../expression.ts'
import { readConstraint, readElements } from './column.ts'
import { publication } from './publication.ts'
import { harmless, reads, unjudged } from './reader.ts'

export const create = [
  reads('CreateStmt', readTable),
  reads('CreateTableAsStmt', ({ into, query, objtype, if_not_exists }) => {
    const name = nameOf(into?.rel)
    if (objtype === 'OBJECT_MATVIEW') {
      const aliases = wordsOf(into?.colNames)
      const skips = if_not_exists === true
      return { kind: 'create-view', name, query, aliases, materialized: true, replace: false, skips }
    }
    return {
      kind: 'create-table',
      table: name,
      columns: [],
      constraints: [],
      likes: [],
      indexedLike: [],
      inherits: [],
      ...persistenceOf(into?.rel),
      partitionOf: undefined,
      bound: undefined,
      partitioned: false,
      existing: orSkip(if_not_exists),
      query,
    }
  }),
  reads('IndexStmt', readIndex),
  reads('ViewStmt', ({ view, query, replace, aliases }) => ({
    kind: 'create-view',
    name: nameOf(view),
    query,
    aliases: wordsOf(aliases),
    materialized: false,
    replace: replace === true,
    skips: false,
  })),
  reads('CreateTrigStmt', ({ trigname = '', relation, funcname, replace, row, timing = 0, columns, whenClause }) => ({
    kind: 'create-trigger',
    name: trigname,
    table: nameOf(relation),
    routine: qualified(wordsOf(funcname)),
    // TRIGGER_TYPE_BEFORE in src/include/catalog/pg_trigger.h.
    timing: row === true && (timing & 2) !== 0 ? 'before row' : 'other',
    columns: [...wordsOf(columns), ...columnsIn(whenClause)],
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
    const isSpared = valueOf(def, 'Constraint')?.skip_validation === true
    const name = qualified(wordsOf(typeName))
    if (subtype === 'V') return { kind: 'alter-domain', name, adds: 'validated' }
    if (subtype === 'T') return { kind: 'alter-domain', name, adds: 'default' }
    if (subtype !== 'O' && subtype !== 'C') return { kind: 'alter-domain', name, adds: 'looser' }
    return { kind: 'alter-domain', name, adds: isSpared ? 'not-valid' : 'valid' }
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
  reads('AlterSeqStmt', ({ sequence, options }) => {
    const isOwner = valuesOf(options, 'DefElem').every(({ defname }) => defname === 'owned_by')
    const other = isOwner ? harmless('ALTER SEQUENCE OWNED BY') : unjudged('ALTER SEQUENCE')
    return restartIn(options, nameOf(sequence)) ?? other
  }),
  ...publication,
  reads('CreateStatsStmt', ({ relations }) =>
    valuesOf(relations, 'RangeVar').map((relation) => ({
      kind: 'table-option',
      table: nameOf(relation),
      what: 'CREATE STATISTICS',
      weak: true,
    })),
  ),
  reads('CommentStmt', ({ objtype = '', object }) => {
    const words = wordsOf(valueOf(object, 'List')?.items)
    const own = commented[objtype]
    if (own === undefined) return harmless('COMMENT')
    return { kind: 'table-option', table: qualified(words.slice(0, words.length - own)), what: 'COMMENT', weak: true }
  }),
  reads('RuleStmt', ({ relation, rulename = '', instead, event = '', replace }) => ({
    kind: instead === true && event !== 'CMD_SELECT' ? 'create-rule' : 'also-rule',
    table: nameOf(relation),
    name: rulename,
    event: event.slice('CMD_'.length),
    replace: replace === true,
  })),
  reads('CompositeTypeStmt', ({ typevar }) => ({ kind: 'create-type', name: nameOf(typevar) })),
  reads('CreateRangeStmt', ({ typeName }) => ({ kind: 'create-type', name: qualified(wordsOf(typeName)) })),
  reads('CreateExtensionStmt', ({ extname = '' }) => ({ kind: 'create-extension', name: extname })),
  reads('CreateForeignTableStmt', () => harmless('CREATE FOREIGN TABLE', 'objects')),
]

/** What belongs to a table, and how many words of the name are not the table's. */
const commented: Readonly<Record<string, number>> = {
  OBJECT_TABLE: 0,
  OBJECT_COLUMN: 1,
  OBJECT_TABCONSTRAINT: 1,
  OBJECT_TRIGGER: 1,
  OBJECT_POLICY: 1,
  OBJECT_RULE: 1,
}

/** RESTART among the options of a sequence. */
export function restartIn(options: readonly Node[] | undefined, name: string): Change | undefined {
  const restart = valuesOf(options, 'DefElem').find(({ defname }) => defname === 'restart')
  if (restart === undefined) return undefined
  const to = valueOf(restart.arg, 'Integer')
  const large = valueOf(restart.arg, 'Float')?.fval
  const value = to === undefined ? (large === undefined ? undefined : Number(large)) : (to.ival ?? 0)
  return { kind: 'restart-sequence', name, to: value }
}

export function persistenceOf(relation: RangeVar | undefined) {
  return {
    lifetime: relation?.relpersistence === 't' ? 'temporary' : 'permanent',
    logged: relation?.relpersistence === 'u' ? 'unlogged' : 'logged',
  } as const
}

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
    ...persistenceOf(relation),
    partitionOf: partbound === undefined ? undefined : parents[0],
    bound: partbound === undefined ? undefined : partbound.is_default === true ? 'default' : 'other',
    partitioned: partspec !== undefined,
    likes: [...elements.likes, ...(partbound === undefined ? parents : [])],
    indexedLike: [...elements.indexedLike, ...(partbound === undefined ? [] : parents)],
    inherits: partbound === undefined ? parents : [],
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
    reads: columnsIn([valuesOf(indexParams, 'IndexElem').map(({ expr }) => expr), whereClause]),
    partial: whereClause !== undefined,
  }
}

function column(name: string | undefined, expression: Node | undefined): string | undefined {
  return expression === undefined ? name : undefined
}
