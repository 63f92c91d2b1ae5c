import type { ByKind, Dropped, Kind, Of, Renamed, TableKind } from '../action.ts'
import { isBuiltIn } from '../volatility.ts'
import { steadyFunctions } from '../builtin-functions.ts'
import { bareName, columnOf, find, hasNoIdentity, referencesTo, tableOf } from '../schema/schema.ts'
import { quoted } from './name.ts'
import { ofReference } from './table.ts'
import { back, depends, lost, notAnalysed, safe, worstOf, type Rollback } from './verdict.ts'
import { addition, inverse, nothing, oneWay, way, type Situation, type WayBack } from './way.ts'

const leavesNothing = (): WayBack => nothing

export const ofObjects: ByKind<[situation: Situation], WayBack, Exclude<Kind, TableKind>> = {
  'add-enum-value': ({ name, value }, { schema, isOld }) =>
    oneWay(
      isOld(find(schema.enums, name))
        ? depends(`once '${value}' is written, old code reads a value that it does not know`)
        : safe,
    ),
  'alter-domain': ({ name, adds }, { schema, isOld }) => {
    if (!isOld(find(schema.domains, name))) return oneWay(safe)
    if (adds === 'looser') return oneWay(depends(`${name} takes values that old code has never read`))
    if (adds === 'default') return oneWay(depends(`what old code leaves out of a ${name} gets another default`))
    return oneWay(depends(`${name} refuses values that old code may write`))
  },
  'create-domain': ({ name: domain }, { name }) => addition(`DROP DOMAIN ${name(domain)}`),
  'create-enum': dropType,
  'create-extension': ({ name }) =>
    oneWay(additive.has(name) ? safe : notAnalysed(`what the extension ${name} does to old queries`)),
  'create-index': createIndex,
  'create-role': () => oneWay(safe),
  'create-routine': createRoutine,
  'create-schema': ({ name: schema, existing }, { name }) =>
    existing === 'refuse' ? addition(`DROP SCHEMA ${name(schema)}`) : oneWay(safe),
  'create-sequence': ({ name: sequence, existing }, { name }) =>
    existing === 'refuse' ? addition(`DROP SEQUENCE ${name(sequence)}`) : oneWay(safe),
  'create-table': createTable,
  'create-trigger': createTrigger,
  'create-type': dropType,
  'create-view': createView,
  'drop-database': ({ name }) => oneWay(lost(`the database ${name} is gone`)),
  'drop-owned': () => oneWay(lost('what the roles owned is gone')),
  'lock-table': leavesNothing,
  'move-schema': ({ object, name: moved, to }, { live, name }) => {
    if (object !== 'table') return oneWay(depends(`${moved} is in the schema ${to}: move it back`))
    const schema = moved.includes('.') ? moved.slice(0, moved.lastIndexOf('.')) : 'public'
    const sql = `ALTER TABLE ${name(`${to}.${bareName(moved)}`)} SET SCHEMA ${name(schema)}`
    return live(moved) ? inverse(sql) : addition(sql)
  },
  // Fresher rows are what a reader of it expects.
  'refresh-matview': leavesNothing,
  'restart-sequence': ({ name }) =>
    oneWay(depends(`${name} reuses numbers that rows already have: set it to what it was`)),
  analyze: leavesNothing,
  cluster: leavesNothing,
  drop: (action, situation) => oneWay(drops[action.object](action, situation)),
  grant: () => oneWay(safe),
  harmless: ({ leaves }) => (leaves === 'nothing' ? nothing : oneWay(safe)),
  opaque: ({ why }) => oneWay({ verdict: 'not analysed', why }),
  owner: ({ name }, { schema, isOld }) =>
    oneWay(isOld(find(schema.tables, name)) ? depends(`${name} has another owner`) : safe),
  publish: ({ tables, narrowed }, { schema, live }) => {
    if (tables === 'all') return oneWay(depends(withoutKey))
    const used = tables.filter(live)
    const isUnknown = used.some((table) => find(schema.tables, table)?.known !== 'whole')
    return oneWay(
      used.length > 0 && (narrowed || isUnknown || used.some((table) => hasNoIdentity(schema, table)))
        ? depends(withoutKey)
        : safe,
    )
  },
  query: ({ calls, locking }, { schema }) => {
    const each = calls.map(({ name }) => ofCall(name, find(schema.routines, name) !== undefined))
    const isPure = calls.every(({ name }) => leavesNoTrace(name))
    return way(worstOf(each), isPure || (locking && calls.length === 0) ? [] : undefined)
  },
  refuse: leavesNothing,
  reindex: leavesNothing,
  rename: (action, situation) => renames[action.object](action, situation),
  revoke: ({ names, object }) =>
    oneWay(
      names.length === 0 && object !== 'membership'
        ? safe
        : depends(
            `grant again ${names.length === 0 ? 'the membership that' : `on ${names.join(', ')} what`} was revoked`,
          ),
    ),
  set: leavesNothing,
  transaction: ({ does }) => (does === 'begin' || does === 'commit' ? nothing : oneWay(safe)),
  truncate: ({ tables, cascade }, { schema, live }) => {
    const others = cascade ? tables.flatMap((name) => referencesTo(schema, name).map((table) => table.name)) : []
    const used = [...new Set([...tables, ...others])].filter(live)
    return oneWay(used.length === 0 ? safe : lost(`the rows of ${used.join(', ')} are gone`))
  },
  unjudged: ({ what }) => oneWay(notAnalysed(`what ${what} does to old code`)),
  vacuum: leavesNothing,
  write: (action, situation) => oneWay(situation.live(action.write.table) ? ofWrite(action, situation) : safe),
}

const withoutKey = "old code can't change rows that have no key: take their tables out of the publication"

/** Extensions of PostgreSQL that add objects, and leave the meaning of what is there alone. */
const additive: ReadonlySet<string> = new Set(
  (
    'amcheck bloom btree_gin btree_gist citext dblink fuzzystrmatch hstore isn lo ltree pageinspect pg_buffercache ' +
    'pg_freespacemap pg_prewarm pg_stat_statements pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks ' +
    'pgstattuple postgres_fdw sslinfo tablefunc unaccent uuid-ossp xml2'
  ).split(' '),
)

function dropType({ name: type }: Of<'create-enum'> | Of<'create-type'>, { name }: Situation): WayBack {
  return addition(`DROP TYPE ${name(type)}`)
}

/** A unique one refuses rows; an expression can fail for a row. */
function createIndex({ index, concurrently, existing }: Of<'create-index'>, situation: Situation): WayBack {
  const { live, schema } = situation
  const isPartitioned = find(schema.tables, index.table)?.partitioned === true
  // DROP INDEX CONCURRENTLY refuses an index of a partitioned table (0A000).
  const drop = isPartitioned && !concurrently ? 'DROP INDEX' : 'DROP INDEX CONCURRENTLY'
  const own = index.name === undefined ? 'NAME' : besideTable(index.table, index.name, situation)
  const binds = index.unique || index.columns.includes(undefined) || index.partial
  const oldCode = binds && live(index.table) ? back(`${drop} ${own}`) : safe
  return way(oldCode, index.name === undefined || existing !== 'refuse' ? undefined : [`${drop} ${own}`])
}

/** An index is in the schema of its table. */
function besideTable(table: string, index: string, { name }: Situation): string {
  const written = name(table)
  return `${written.slice(0, written.length - quoted(bareName(table)).length)}${quoted(index)}`
}

function createRoutine({ routine }: Of<'create-routine'>, { schema, isOld, name }: Situation): WayBack {
  const known = find(schema.routines, routine.name)
  if (routine.replace && known === undefined && isOld(undefined))
    return oneWay(notAnalysed(`whether ${routine.name}() was there before`))
  if (known !== undefined && isOld(known)) return oneWay(depends(`${routine.name}() changes for old code as well`))
  // By its name alone no overload can be meant.
  if (routine.replace || known !== undefined) return oneWay(safe)
  return addition(`DROP ${routine.kind.toUpperCase()} ${name(routine.name)}`)
}

function createTable(action: Of<'create-table'>, situation: Situation): WayBack {
  const { table, lifetime, inherits, constraints, existing } = action
  const { live, name } = situation
  if (lifetime === 'temporary') return nothing
  const parent = inherits.find(live)
  const oldCode = worstOf([
    parent === undefined ? safe : depends(`old code finds the rows of ${table} in ${parent} too`),
    ...constraints.map((constraint) =>
      constraint.kind === 'foreign' ? ofReference(table, constraint, situation) : safe,
    ),
  ])
  return way(oldCode, existing === 'refuse' ? [`DROP TABLE ${name(table)}`] : undefined)
}

function createTrigger(action: Of<'create-trigger'>, situation: Situation): WayBack {
  const { name: trigger, table, replace } = action
  const { live, name } = situation
  const sql = `DROP TRIGGER ${name(trigger)} ON ${name(table)}`
  const oldCode = !live(table) || onlyFills(action, situation) ? safe : back(sql)
  return replace
    ? oneWay(oldCode === safe ? safe : depends(`${trigger} does something else for old code`))
    : way(oldCode, [sql])
}

/** All that the function does is to give values to columns that old code does not know. */
function onlyFills({ table, routine }: Of<'create-trigger'>, { schema, isOld }: Situation): boolean {
  const known = find(schema.routines, routine)
  if (known?.body === undefined) return false
  const columns = known.assigns.map((column) => columnOf(schema, table, column))
  return known.body.length === 0 && columns.every((column) => column !== undefined && !isOld(column))
}

function createView(
  { name: view, materialized, replace, skips }: Of<'create-view'>,
  { schema, isOld, name }: Situation,
): WayBack {
  const known = find(schema.views, view)
  if (replace && isOld(known)) return oneWay(depends(`${view} is another query for old code as well`))
  const drop = `DROP ${materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${name(view)}`
  return replace || skips ? oneWay(safe) : addition(drop)
}

/** Functions that leave no trace, or only one that ends with the session. */
const passing: ReadonlySet<string> = new Set(
  'set_config pg_notify pg_sleep random clock_timestamp timeofday gen_random_uuid currval lastval'.split(' '),
)

function leavesNoTrace(name: string): boolean {
  return steadyFunctions.has(name) || passing.has(name) || /^pg_(try_)?advisory_/.test(name)
}

/** What a routine of these files does is judged by itself. */
function ofCall(name: string, isRoutine: boolean): Rollback {
  if (isRoutine || leavesNoTrace(name) || name === 'nextval') return safe
  if (name === 'setval') return depends('a sequence may reuse numbers that rows already have: set it to what it was')
  return isBuiltIn(name) ? notAnalysed(`what ${name}() leaves behind`) : notAnalysed(`what ${name}() does`)
}

/** The current code does not know an unreleased column, and it expects new rows in a table. */
function ofWrite({ write }: Of<'write'>, { schema, isOld }: Situation): Rollback {
  const { verb, table, columns } = write
  if (verb === 'insert' || verb === 'copy') return safe
  const known = tableOf(schema, table)
  const isYoung = (name: string): boolean => {
    const column = known.columns.get(name)
    return column !== undefined && !isOld(column)
  }
  if (verb === 'update' && columns.every(isYoung)) return safe
  if (verb === 'delete') return lost(`rows of ${table} are gone`)
  return lost(`the values of ${table}.${columns.join(', ')} before are gone`)
}

type DropVerdict = (action: Of<'drop'>, situation: Situation) => Rollback

const goneForGood: DropVerdict = ({ names, cascade }) =>
  lost(
    cascade
      ? `${names.join(', ')} and everything that depended on it are gone`
      : `${names.join(', ')} is gone; an earlier migration says how it was made`,
  )
const ofPart: DropVerdict = ({ names, table = '' }, { live }) =>
  live(table) ? depends(`create ${names.join(', ')} again if old code needs it`) : safe

const drops: Readonly<Record<Dropped, DropVerdict>> = {
  table: ({ names }, { live }) => (names.some(live) ? lost(`the rows of ${names.join(', ')} are gone`) : safe),
  index: dropIndexes,
  trigger: ofPart,
  policy: ofPart,
  view: goneForGood,
  matview: goneForGood,
  routine: goneForGood,
  type: goneForGood,
  domain: goneForGood,
  schema: goneForGood,
  sequence: goneForGood,
  other: goneForGood,
}

function dropIndexes({ names, missing }: Of<'drop'>, { schema, name }: Situation): Rollback {
  const meant = missing === 'skip' ? names.filter((index) => find(schema.indexes, index)) : names
  return worstOf(
    meant.map((index) => {
      const known = find(schema.indexes, index)
      if (known === undefined)
        return depends(`${index} is in none of the files: if it is unique, ON CONFLICT may need it`)
      if (!known.unique) return safe
      const columns = known.columns.map((column) => (column === undefined ? '…' : name(column))).join(', ')
      return back(`CREATE UNIQUE INDEX CONCURRENTLY ${name(bareName(index))} ON ${name(known.table)} (${columns})`)
    }),
  )
}

type RenameWay = (action: Of<'rename'>, situation: Situation) => WayBack

const renamedOnly: RenameWay = ({ from, to }) => oneWay(depends(`${from} is called ${to}`))

const renames: Readonly<Record<Renamed, RenameWay>> = {
  table: ({ from, to }, { live, name }) => {
    const sql = `ALTER TABLE ${name(sibling(from, to))} RENAME TO ${name(bareName(from))}`
    return live(from) ? inverse(sql) : addition(sql)
  },
  column: ({ from, to, table = '' }, { live, name }) => {
    const sql = `ALTER TABLE ${name(table)} RENAME COLUMN ${name(to)} TO ${name(from)}`
    return live(table) ? inverse(sql) : addition(sql)
  },
  'enum-value': ({ from, to, table = '' }, { name }) =>
    inverse(`ALTER TYPE ${name(table)} RENAME VALUE '${to.replaceAll("'", "''")}' TO '${from.replaceAll("'", "''")}'`),
  view: ({ from, to, table }, { name }) =>
    inverse(
      table === undefined
        ? `ALTER TABLE ${name(sibling(from, to))} RENAME TO ${name(bareName(from))}`
        : `ALTER TABLE ${name(table)} RENAME COLUMN ${name(to)} TO ${name(from)}`,
    ),
  index: ({ from, to }, { name }) =>
    addition(`ALTER INDEX ${name(sibling(from, to))} RENAME TO ${name(bareName(from))}`),
  constraint: ({ from, to, table = '' }, { name }) =>
    addition(`ALTER TABLE ${name(table)} RENAME CONSTRAINT ${name(to)} TO ${name(from)}`),
  schema: ({ from, to }, { name }) => inverse(`ALTER SCHEMA ${name(to)} RENAME TO ${name(from)}`),
  type: ({ from, to }, { name }) => inverse(`ALTER TYPE ${name(sibling(from, to))} RENAME TO ${name(bareName(from))}`),
  sequence: renamedOnly,
  routine: renamedOnly,
  other: renamedOnly,
}

/** The new name, in the schema of the old one. */
function sibling(from: string, to: string): string {
  return from.slice(0, from.length - bareName(from).length) + to
}
