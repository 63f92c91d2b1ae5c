import type { ColumnDef, Constraint, Node } from 'libpg-query'
import type { ColumnSpec, ConstraintSpec } from '../specs.ts'
import { nameOf, qualified, typeOf, valuesOf, wordsOf } from '../ast.ts'
import { columnsIn, isNull, notNullColumns } from '../expression.ts'

const serials: Readonly<Record<string, string>> = {
  smallserial: 'int2',
  serial2: 'int2',
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
}

export function readColumn(column: ColumnDef): ColumnSpec {
  const own = valuesOf(column.constraints, 'Constraint')
  const type = typeOf(column.typeName)
  const value = own.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr ?? column.raw_default
  const serial = serials[type.name]
  const isIdentity = own.some(({ contype }) => contype === 'CONSTR_IDENTITY') || serial !== undefined
  const mustHave = own.some(({ contype }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY')
  return {
    name: column.colname ?? '',
    type: serial === undefined ? type : { ...type, name: serial },
    notNull: isIdentity || mustHave,
    default: isNull(value) ? undefined : value,
    identity: isIdentity,
    ...generation(own.find(({ contype }) => contype === 'CONSTR_GENERATED')),
    collation: column.collClause === undefined ? undefined : qualified(wordsOf(column.collClause.collname)),
  }
}

function generation(constraint: Constraint | undefined): Pick<ColumnSpec, 'generated' | 'generatedFrom'> {
  if (constraint === undefined) return { generated: undefined, generatedFrom: undefined }
  return { generated: constraint.generated_kind === 'v' ? 'virtual' : 'stored', generatedFrom: constraint.raw_expr }
}

const kinds: Readonly<Record<string, ConstraintSpec['kind']>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary',
  CONSTR_EXCLUSION: 'exclude',
  CONSTR_NOTNULL: 'not-null',
}

/** The constraints of a column's definition; NOT NULL is a property of the column there. */
export function readInlineConstraints({ colname, constraints }: ColumnDef): readonly ConstraintSpec[] {
  return valuesOf(constraints, 'Constraint').flatMap((constraint) => {
    if (constraint.contype === 'CONSTR_NOTNULL') return []
    const found = readConstraint(constraint)
    if (found === undefined) return []
    return [found.kind === 'check' ? found : { ...found, columns: [colname ?? ''] }]
  })
}

export function readConstraint(constraint: Constraint): ConstraintSpec | undefined {
  const kind = kinds[constraint.contype ?? '']
  if (kind === undefined) return undefined
  return {
    kind,
    name: constraint.conname,
    columns: columnsOf(constraint, kind),
    present: kind === 'check' ? notNullColumns(constraint.raw_expr) : [],
    expression: constraint.raw_expr,
    valid: constraint.skip_validation !== true,
    enforced: constraint.is_enforced !== false || (kind !== 'check' && kind !== 'foreign'),
    usingIndex: constraint.indexname,
    references: constraint.pktable === undefined ? undefined : nameOf(constraint.pktable),
    onDelete: constraint.fk_del_action === 'c' ? 'cascade' : 'other',
    deferred: constraint.initdeferred === true,
  }
}

function columnsOf({ keys, fk_attrs, raw_expr }: Constraint, kind: ConstraintSpec['kind']): readonly string[] {
  if (kind === 'foreign') return wordsOf(fk_attrs)
  return kind === 'check' ? columnsIn(raw_expr) : wordsOf(keys)
}

/** CREATE_TABLE_LIKE_INDEXES in src/include/nodes/parsenodes.h. */
const likeIndexes = 1 << 6

/** A table's elements: columns, with their constraints, and the table's own. */
export function readElements(elements: readonly Node[] | undefined) {
  const columns = valuesOf(elements, 'ColumnDef')
  const likes = valuesOf(elements, 'TableLikeClause')
  const own = valuesOf(elements, 'Constraint').flatMap((constraint) => readConstraint(constraint) ?? [])
  return {
    columns: columns.map(readColumn),
    constraints: [...columns.flatMap(readInlineConstraints), ...own],
    likes: likes.map(({ relation }) => nameOf(relation)),
    indexedLike: likes
      .filter(({ options = 0 }) => (options & likeIndexes) !== 0)
      .map(({ relation }) => nameOf(relation)),
  }
}
