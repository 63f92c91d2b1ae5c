import type { Action, TableChange } from './action.ts'
import type { ColumnSpec } from './specs.ts'
import { isLive, type Context, type Judged, type JudgedFile } from './context.ts'
import { constantOf } from './expression.ts'
import { isTableChange } from './schema/apply-table.ts'
import { bareName, columnOf, find, hasNoIdentity, tableOf, type Schema } from './schema/schema.ts'
import { back, depends, lost, safe, worstOf, type Rollback } from './rollback-verdict.ts'
import { isNarrowing, typeChange } from './type-change.ts'
import { typeText } from './wording.ts'

/** Of a whole file. Unknown is never safe. */
export function rollbackOf(file: JudgedFile, isNew: Context['isNew'], server: number): Rollback {
  if (file.notAnalysed > 0) return { verdict: 'not analysed', why: 'it holds statements that wavec can not judge' }
  return worstOf(file.actions.map((judged) => ofAction(judged, isNew, server)))
}

function ofAction({ action, schema }: Judged, isNew: Context['isNew'], server: number): Rollback {
  const live = (table: string): boolean => isLive({ schema, isNew }, table)
  if (isTableChange(action)) return live(action.table) ? ofTable(action, schema, server) : safe
  if (action.kind === 'opaque') return { verdict: 'not analysed', why: action.why }
  switch (action.kind) {
    case 'create-index':
      return action.index.unique && live(action.index.table) ? withoutIndex(action.index.name) : safe
    case 'drop':
      return ofDrop(action, schema, live)
    case 'rename':
      return ofRename(action)
    case 'move-schema':
      return back(`ALTER TABLE ${action.to}.${bareName(action.name)} SET SCHEMA ${schemaOf(action.name)};`)
    case 'write':
      return live(action.write.table) ? ofWrite(action, schema, isNew) : safe
    default:
      return ofRest(action, schema, isNew)
  }
}

function withoutIndex(name = 'NAME'): Rollback {
  return back(`DROP INDEX CONCURRENTLY ${name};`)
}

function ofTruncate(tables: readonly string[]): Rollback {
  return tables.length === 0 ? safe : lost(`the rows of ${tables.join(', ')} are gone`)
}

function ofRest(action: Action, schema: Schema, isNew: Context['isNew']): Rollback {
  switch (action.kind) {
    case 'truncate':
      return ofTruncate(action.tables.filter((table) => isLive({ schema, isNew }, table)))
    case 'drop-database':
      return lost(`the database ${action.name} is gone`)
    case 'add-enum-value':
      return depends(`once '${action.value}' is written, old code reads a value that it does not know`)
    case 'create-routine': {
      const known = find(schema.routines, action.routine.name)
      const isReplaced = known !== undefined && !isNew(known.origin)
      return isReplaced ? depends(`${action.routine.name}() is another one, for old code too`) : safe
    }
    case 'alter-domain':
      return ofDomain(action)
    case 'revoke':
      return ofRevoke(action.names)
    case 'owner':
      return ofOwner(action.name, schema, isNew)
    default:
      return ofWhatActs(action, schema, isNew)
  }
}

function ofWhatActs(action: Action, schema: Schema, isNew: Context['isNew']): Rollback {
  switch (action.kind) {
    case 'create-trigger':
      return ofTrigger(action, schema, isNew)
    case 'publish':
      return action.tables === 'all' || action.tables.some((name) => hasNoIdentity(schema, name))
        ? depends('old code can not change rows that have no key: take their tables out of the publication')
        : safe
    case 'restart-sequence':
      return depends(`${action.name} gives numbers again that are taken: set it to what it was`)
    case 'create-rule':
      return depends(`old code's ${action.event} on ${action.table} does something else: drop the rule`)
    default:
      return action.kind === 'drop-owned' ? lost('what the roles owned is gone') : safe
  }
}

function ofDomain({ name, adds }: Action & { readonly kind: 'alter-domain' }): Rollback {
  return adds === 'nothing' ? safe : depends(`${name} refuses values that old code may write`)
}

function ofRevoke(names: readonly string[]): Rollback {
  return names.length === 0 ? safe : depends(`grant again on ${names.join(', ')} what was revoked`)
}

/** One that only adds to what is written lets old code run. */
function ofTrigger(
  { name, table, routine }: Action & { readonly kind: 'create-trigger' },
  schema: Schema,
  isNew: Context['isNew'],
): Rollback {
  const refuses = find(schema.routines, routine)?.body?.some(({ kind }) => kind === 'refuse') === true
  return refuses && isLive({ schema, isNew }, table) ? back(`DROP TRIGGER ${name} ON ${table};`) : safe
}

function ofOwner(name: string, schema: Schema, isNew: Context['isNew']): Rollback {
  const known = find(schema.tables, name)
  return known !== undefined && !isNew(known.origin) ? depends(`${name} has another owner`) : safe
}

function ofTable(action: TableChange, schema: Schema, server: number): Rollback {
  const { table } = action
  switch (action.kind) {
    case 'add-column':
      return ofColumn(table, action.column)
    case 'drop-column':
      return lost(`the values of ${table}.${action.column} are gone`)
    case 'alter-type':
      return ofType(action, schema, server)
    case 'set-not-null':
      return back(`ALTER TABLE ${table} ALTER COLUMN ${action.column} DROP NOT NULL;`)
    case 'drop-not-null':
      return depends(`once ${table}.${action.column} holds NULL, old code reads it`)
    case 'drop-identity':
      return back(`ALTER TABLE ${table} ALTER COLUMN ${action.column} ADD GENERATED BY DEFAULT AS IDENTITY;`)
    case 'set-default':
    case 'drop-default':
      return ofDefault(table, action.column, schema)
    default:
      return ofOther(action, schema)
  }
}

function ofColumn(table: string, { name, notNull, identity, generated, ...column }: ColumnSpec): Rollback {
  const isFilled = column.default !== undefined || identity || generated !== undefined
  return notNull && !isFilled ? back(`ALTER TABLE ${table} ALTER COLUMN ${name} DROP NOT NULL;`) : safe
}

function ofOther(action: TableChange, schema: Schema): Rollback {
  const { table } = action
  switch (action.kind) {
    case 'add-constraint': {
      const { enforced, name = 'NAME' } = action.constraint
      return enforced ? back(`ALTER TABLE ${table} DROP CONSTRAINT ${name};`) : safe
    }
    case 'drop-constraint':
      return ofConstraint(table, action.name, schema)
    case 'detach-partition':
      return depends(`the rows of ${action.partition} are no longer in ${table}: attach it again`)
    case 'row-security': {
      const opposite = { enable: 'DISABLE', disable: 'ENABLE', force: 'NO FORCE', 'no-force': 'FORCE' }[action.state]
      return back(`ALTER TABLE ${table} ${opposite} ROW LEVEL SECURITY;`)
    }
    default:
      return safe
  }
}

function ofType(
  { table, column, type, using }: TableChange & { readonly kind: 'alter-type' },
  schema: Schema,
  server: number,
): Rollback {
  const before = columnOf(schema, table, column)
  if (before === undefined || before.type.name === '')
    return { verdict: 'not analysed', why: `the type of ${table}.${column} before is in none of the files` }
  if (isNarrowing(before, type, schema))
    return lost(`what ${typeText(type)} can not hold of ${table}.${column} is gone`)
  const change = typeChange({ before, type, using, column }, schema, server)
  if (change === 'none' || change === 'metadata') return safe
  return depends(`old code reads ${table}.${column} as ${typeText(type)}, and it was ${typeText(before.type)}`)
}

function ofDefault(table: string, column: string, schema: Schema): Rollback {
  const known = columnOf(schema, table, column)
  if (known === undefined) return depends(`the default of ${table}.${column} before is in none of the files`)
  if (known.default === undefined) return back(`ALTER TABLE ${table} ALTER COLUMN ${column} DROP DEFAULT;`)
  const value = constantOf(known.default)
  if (value === undefined) return depends(`write the default of ${table}.${column} again as it was`)
  return back(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT '${value.replaceAll("'", "''")}';`)
}

/** Old code runs without a CHECK or a foreign key; ON CONFLICT needs its key. */
function ofConstraint(table: string, name: string, schema: Schema): Rollback {
  const known = tableOf(schema, table).constraints.get(name)
  if (known === undefined) return depends(`${name} is in none of the files: ON CONFLICT may need it`)
  if (known.kind !== 'unique' && known.kind !== 'primary') return safe
  const key = known.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'
  return back(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${key} (${known.columns.join(', ')});`)
}

type Drop = Action & { readonly kind: 'drop' }

function ofDrop(
  { object, names, cascade, table, missing }: Drop,
  schema: Schema,
  live: (table: string) => boolean,
): Rollback {
  const subject = names.join(', ')
  switch (object) {
    case 'index':
      return ofIndexes(missing === 'skip' ? names.filter((name) => find(schema.indexes, name)) : names, schema)
    case 'table':
      return names.some(live) ? lost(`the rows of ${subject} are gone`) : safe
    case 'trigger':
    case 'policy':
      return live(table ?? '') ? depends(`make ${subject} again if old code needs it`) : safe
    default:
      return lost(
        cascade
          ? `${subject} and whatever depended on it are gone`
          : `${subject} is gone; an earlier migration says how it was made`,
      )
  }
}

function ofIndexes(names: readonly string[], schema: Schema): Rollback {
  return worstOf(
    names.map((name) => {
      const known = find(schema.indexes, name)
      if (known === undefined)
        return depends(`${name} is in none of the files: if it is unique, ON CONFLICT may need it`)
      if (!known.unique) return safe
      const columns = known.columns.map((column) => column ?? '…').join(', ')
      return back(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${known.table} (${columns});`)
    }),
  )
}

function ofRename({ object, from, to, table = '' }: Action & { readonly kind: 'rename' }): Rollback {
  switch (object) {
    case 'table':
      return back(`ALTER TABLE ${to} RENAME TO ${bareName(from)};`)
    case 'column':
      return back(`ALTER TABLE ${table} RENAME COLUMN ${to} TO ${from};`)
    case 'enum-value':
      return back(`ALTER TYPE ${table} RENAME VALUE '${to}' TO '${from}';`)
    case 'view':
      return back(
        table === ''
          ? `ALTER VIEW ${to} RENAME TO ${bareName(from)};`
          : `ALTER VIEW ${table} RENAME COLUMN ${to} TO ${from};`,
      )
    case 'index':
    case 'constraint':
      return safe
    case 'schema':
      return back(`ALTER SCHEMA ${to} RENAME TO ${from};`)
    case 'type':
      return back(`ALTER TYPE ${to} RENAME TO ${bareName(from)};`)
    default:
      return depends(`${from} is called ${to}`)
  }
}

/** A column that has not been released is unknown to the code of now. */
function ofWrite({ write }: Action & { readonly kind: 'write' }, schema: Schema, isNew: Context['isNew']): Rollback {
  const { verb, table, columns } = write
  if (verb === 'insert' || verb === 'copy') return safe
  const known = tableOf(schema, table)
  const isYoung = (name: string): boolean => {
    const origin = known.columns.get(name)?.origin
    return origin !== undefined && isNew(origin)
  }
  if (verb === 'update' && columns.every(isYoung)) return safe
  if (verb === 'delete') return lost(`rows of ${table} are gone`)
  return lost(`the values of ${table}.${columns.join(', ')} before are gone`)
}

function schemaOf(name: string): string {
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'public'
}
