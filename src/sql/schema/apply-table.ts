import type { Action, ByKind, Occurrence, Of, TableChange, TableKind, TriggerState } from '../action.ts'
import { addConstraint, bareColumn, changeTable } from './change.ts'
import { set } from './overlay.ts'
import { tableOf, type Column, type Origin, type Schema, type Table } from './schema.ts'

/** That it is named makes a table known, in part. */
const named = ({ table }: TableChange, schema: Schema): Schema => changeTable(schema, table, (known) => known)

export const applyToTable: ByKind<[schema: Schema, origin: Origin], Schema, TableKind> = {
  'add-column': addColumn,
  'add-constraint': ({ table, constraint }, schema, origin) => addConstraint(schema, table, constraint, origin),
  'add-identity': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, identity: true })),
  'alter-constraint': named,
  // Nothing is known of what it lets through from here on.
  'alter-policy': ({ table, name }, schema) =>
    changeTable(schema, table, (known) => {
      const restrictive = known.policies.get(name)?.restrictive === true
      return { ...known, policies: set(known.policies, name, { opens: [], restrictive }) }
    }),
  'alter-type': ({ table, column, type, collation }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, type, collation: collation ?? known.collation })),
  'also-rule': named,
  'attach-partition': ({ table, partition, bound }, schema) =>
    changeTable(schema, partition, (known) => ({ ...known, partitionOf: table, bound })),
  'create-policy': ({ table, name, policy }, schema) =>
    changeTable(schema, table, (known) => ({ ...known, policies: set(known.policies, name, policy) })),
  'create-rule': named,
  'detach-partition': ({ partition }, schema) =>
    changeTable(schema, partition, (known) => ({ ...known, partitionOf: undefined, bound: undefined })),
  'drop-column': dropColumn,
  'drop-constraint': dropConstraint,
  'drop-default': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, default: undefined })),
  'drop-expression': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, generated: undefined, generatedFrom: undefined })),
  'drop-identity': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, identity: false })),
  'drop-not-null': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, notNull: false })),
  'foreign-option': named,
  'replica-identity': ({ table, to, index }, schema) =>
    changeTable(schema, table, (known) => ({ ...known, identity: { to, index } })),
  'row-security': ({ table, state }, schema) => {
    const rowSecurity = { enable: 'on', disable: 'off', force: undefined, 'no-force': undefined } as const
    return changeTable(schema, table, (known) => ({ ...known, rowSecurity: rowSecurity[state] ?? known.rowSecurity }))
  },
  'rule-state': named,
  'set-default': ({ table, column, value }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, default: value })),
  'set-identity': named,
  'set-not-null': ({ table, column }, schema) =>
    withColumn(schema, table, column, (known) => ({ ...known, notNull: true })),
  'table-option': named,
  'trigger-state': ({ table, which, name, state }, schema) =>
    changeTable(schema, table, (known) => ({
      ...known,
      triggers: withState(known.triggers, which === 'named' ? name : undefined, state),
    })),
  'validate-constraint': validate,
  inherit: ({ table, parent, change }, schema) =>
    changeTable(schema, table, (known) => {
      const others = known.inherits.filter((name) => name !== parent)
      return { ...known, inherits: change === 'add' ? [...others, parent] : others }
    }),
  storage: ({ table, change }, schema) =>
    changeTable(schema, table, (known) =>
      change === 'logged' || change === 'unlogged' ? { ...known, logged: change } : known,
    ),
}

/** A form of ALTER TABLE. */
export function isTableChange(action: Action): action is TableChange & Occurrence {
  return Object.hasOwn(applyToTable, action.kind)
}

/** Of one trigger, or of all. */
function withState(triggers: Table['triggers'], name: string | undefined, state: TriggerState): Table['triggers'] {
  return new Map(
    [...triggers].map(([key, trigger]) => [key, name === undefined || key === name ? { ...trigger, state } : trigger]),
  )
}

function withColumn(schema: Schema, table: string, name: string, change: (column: Column) => Column): Schema {
  return changeTable(schema, table, (known) => columnChanged(known, name, change))
}

function columnChanged(table: Table, name: string, change: (column: Column) => Column): Table {
  const column = change(table.columns.get(name) ?? bareColumn(name))
  return { ...table, columns: set(table.columns, name, column) }
}

function addColumn({ table, column, constraints, existing }: Of<'add-column'>, schema: Schema, origin: Origin): Schema {
  if (existing === 'skip' && tableOf(schema, table).columns.has(column.name)) return schema
  let added = changeTable(schema, table, (known) => ({
    ...known,
    columns: set(known.columns, column.name, { ...column, origin }),
  }))
  for (const constraint of constraints) added = addConstraint(added, table, constraint, origin)
  return added
}

/** With it go the constraints and indexes that need it. */
function dropColumn({ table, column }: Of<'drop-column'>, schema: Schema): Schema {
  const dropped = changeTable(schema, table, (known) => {
    const columns = new Map(known.columns)
    columns.delete(column)
    const constraints = [...known.constraints].filter(([, constraint]) => !constraint.columns.includes(column))
    return { ...known, columns, constraints: new Map(constraints) }
  })
  const indexes = [...dropped.indexes].filter(([, index]) => index.table !== table || !index.columns.includes(column))
  return { ...dropped, indexes: new Map(indexes) }
}

function dropConstraint({ table, name }: Of<'drop-constraint'>, schema: Schema): Schema {
  const dropped = changeTable(schema, table, (known) => {
    const constraints = new Map(known.constraints)
    constraints.delete(name)
    return { ...known, constraints }
  })
  const indexes = new Map(dropped.indexes)
  if (indexes.get(name)?.table === table) indexes.delete(name)
  return { ...dropped, indexes }
}

function validate({ table, name }: Of<'validate-constraint'>, schema: Schema): Schema {
  return changeTable(schema, table, (known) => {
    const constraint = known.constraints.get(name)
    if (constraint === undefined) return known
    const valid = { ...known, constraints: set(known.constraints, name, { ...constraint, valid: true }) }
    if (constraint.kind !== 'not-null') return valid
    return constraint.columns.reduce(
      (so, column) => columnChanged(so, column, (own) => ({ ...own, notNull: true })),
      valid,
    )
  })
}
