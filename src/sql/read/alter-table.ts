import type { AlterTableCmd, AlterTableStmt } from 'libpg-query'
import { tokensOf } from '../../migrations/tokens.ts'
import type { Action, Change, ReplicaIdentity, TableChange, TableOption, TriggerState } from '../action.ts'
import { nameOf, qualified, typeOf, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { readColumn, readConstraint, readInlineConstraints } from './column.ts'
import { restartIn } from './create.ts'
import { harmless, here, type ReadContext, type Reader } from './reader.ts'

export const alterTable: readonly [string, Reader] = [
  'AlterTableStmt',
  (node, context) => {
    const statement = valueOf(node, 'AlterTableStmt')
    return statement === undefined ? undefined : readAlter(statement, context)
  },
]

function readAlter(alter: AlterTableStmt, context: ReadContext): readonly Action[] {
  const commands = valuesOf(alter.cmds, 'AlterTableCmd')
  if (alter.objtype !== 'OBJECT_TABLE') return commands.map((command) => here(readOther(alter, command), context))
  const places = commands.length > 1 ? placesOf(context) : []
  const table = nameOf(alter.relation)
  return commands.flatMap((command, index) => {
    const place = places.length === commands.length ? places[index] : undefined
    return readCommand(table, command).map((change) => ({ ...here(change, context), ...place }))
  })
}

/** Commands on an index, a view, a sequence, a foreign table or a composite type. */
function readOther({ objtype, relation }: AlterTableStmt, command: AlterTableCmd): Change {
  const subtype: string = command.subtype ?? ''
  if (subtype === 'AT_ChangeOwner') return { kind: 'owner', name: nameOf(relation) }
  const object = (objtype ?? '').slice('OBJECT_'.length).replaceAll('_', ' ')
  if (objtype !== 'OBJECT_VIEW' && spared.has(subtype)) return harmless(`ALTER ${object}`)
  if (objtype === 'OBJECT_INDEX')
    return { kind: 'opaque', what: 'statement', why: `ALTER INDEX … ${subtype.slice(3)} is not known to wavec` }
  return { kind: 'unjudged', what: `ALTER ${object}`, transaction: 'any' }
}

/** Storage, statistics, and an index that joins that of a partitioned table: no query finds another row. */
const spared: ReadonlySet<string> = new Set([
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_SetStatistics',
  'AT_AttachPartition',
  'AT_ClusterOn',
  'AT_DropCluster',
])

/** The pieces between the commas of the statement: one a command. */
function placesOf({
  statement: { text, start },
}: ReadContext): readonly { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = []
  let depth = 0
  let open: { start: number; end: number } | undefined
  for (const token of tokensOf(text)) {
    const symbol = token.kind === 'symbol' ? text[token.start] : ''
    if (symbol === '(' || symbol === '[') depth += 1
    if (symbol === ')' || symbol === ']') depth -= 1
    if (symbol === ',' && depth === 0) {
      if (open !== undefined) places.push(open)
      open = undefined
      continue
    }
    open ??= { start: start + token.start, end: 0 }
    open.end = start + token.end
  }
  if (open !== undefined) places.push(open)
  return places
}

function readCommand(table: string, command: AlterTableCmd): readonly Change[] {
  if (command.subtype === 'AT_SetIdentity') return readIdentity(table, command)
  const read = commandReaders[command.subtype ?? '']
  if (read !== undefined) return [read(command)].flat().map((change) => ({ ...change, table }))
  if (command.subtype === 'AT_ChangeOwner') return [{ kind: 'owner', name: table }]
  return [{ kind: 'opaque', what: 'statement', why: `ALTER TABLE … ${command.subtype ?? ''} is not known to wavec` }]
}

function readIdentity(table: string, { name = '', def }: AlterTableCmd): readonly Change[] {
  const all = valueOf(def, 'List')?.items
  const restart = restartIn(all, `${table}.${name}`)
  const generated = valuesOf(all, 'DefElem').find(({ defname }) => defname === 'generated')
  // ATTRIBUTE_IDENTITY_ALWAYS in src/include/catalog/pg_attribute.h: 'a'.
  const isAlways = valueOf(generated?.arg, 'Integer')?.ival === 97
  const now = generated === undefined ? 'as-before' : isAlways ? 'always' : 'by-default'
  return [{ kind: 'set-identity', column: name, generated: now, table }, ...(restart === undefined ? [] : [restart])]
}

type Without<T> = T extends unknown ? Omit<T, 'table'> : never
type CommandReader = (command: AlterTableCmd) => Without<TableChange> | readonly Without<TableChange>[]

const commandReaders: Readonly<Record<string, CommandReader>> = {
  AT_AddColumn: ({ def, missing_ok }) => {
    const column = valueOf(def, 'ColumnDef')
    if (column === undefined) return []
    const existing = missing_ok === true ? 'skip' : 'refuse'
    return { kind: 'add-column', column: readColumn(column), constraints: readInlineConstraints(column), existing }
  },
  AT_DropColumn: ({ name = '', behavior, missing_ok }) => ({
    kind: 'drop-column',
    column: name,
    cascade: behavior === 'DROP_CASCADE',
    missing: missing_ok === true ? 'skip' : 'refuse',
  }),
  AT_ColumnDefault: ({ name = '', def }) =>
    def === undefined ? { kind: 'drop-default', column: name } : { kind: 'set-default', column: name, value: def },
  AT_SetNotNull: ({ name = '' }) => ({ kind: 'set-not-null', column: name }),
  AT_DropNotNull: ({ name = '' }) => ({ kind: 'drop-not-null', column: name }),
  AT_AlterColumnType: ({ name = '', def }) => {
    const column = valueOf(def, 'ColumnDef')
    return {
      kind: 'alter-type',
      column: name,
      type: typeOf(column?.typeName),
      using: column?.raw_default,
      collation: column?.collClause === undefined ? undefined : qualified(wordsOf(column.collClause.collname)),
    }
  },
  AT_AddConstraint: ({ def }) => {
    const constraint = valueOf(def, 'Constraint')
    const read = constraint === undefined ? undefined : readConstraint(constraint)
    return read === undefined ? [] : { kind: 'add-constraint', constraint: read }
  },
  AT_ValidateConstraint: ({ name = '' }) => ({ kind: 'validate-constraint', name }),
  AT_DropConstraint: ({ name = '', behavior, missing_ok }) => ({
    kind: 'drop-constraint',
    name,
    cascade: behavior === 'DROP_CASCADE',
    missing: missing_ok === true ? 'skip' : 'refuse',
  }),
  AT_SetUnLogged: () => ({ kind: 'storage', change: 'unlogged', to: '' }),
  AT_SetLogged: () => ({ kind: 'storage', change: 'logged', to: '' }),
  AT_SetTableSpace: ({ name = '' }) => ({ kind: 'storage', change: 'tablespace', to: name }),
  AT_SetAccessMethod: ({ name = '' }) => ({ kind: 'storage', change: 'access-method', to: name }),
  AT_DropIdentity: ({ name = '' }) => ({ kind: 'drop-identity', column: name }),
  AT_AttachPartition: ({ def }) => {
    const partition = valueOf(def, 'PartitionCmd')
    const bound = partition?.bound?.is_default === true ? 'default' : 'other'
    return { kind: 'attach-partition', partition: nameOf(partition?.name), bound }
  },
  AT_DetachPartition: ({ def }) => {
    const partition = valueOf(def, 'PartitionCmd')
    return {
      kind: 'detach-partition',
      partition: nameOf(partition?.name),
      concurrently: partition?.concurrent === true,
    }
  },
  AT_DetachPartitionFinalize: ({ def }) => ({
    kind: 'detach-partition',
    partition: nameOf(valueOf(def, 'PartitionCmd')?.name),
    concurrently: true,
  }),
  AT_EnableRowSecurity: () => ({ kind: 'row-security', state: 'enable' }),
  AT_DisableRowSecurity: () => ({ kind: 'row-security', state: 'disable' }),
  AT_ForceRowSecurity: () => ({ kind: 'row-security', state: 'force' }),
  AT_NoForceRowSecurity: () => ({ kind: 'row-security', state: 'no-force' }),
  AT_ReplicaIdentity: ({ def }) => {
    const { identity_type: type = '', name } = valueOf(def, 'ReplicaIdentityStmt') ?? {}
    return { kind: 'replica-identity', to: identities[type] ?? 'nothing', index: name }
  },
  AT_AlterConstraint: ({ def }) => ({
    kind: 'alter-constraint',
    name: valueOf(def, 'ATAlterConstraint')?.conname ?? valueOf(def, 'Constraint')?.conname ?? '',
  }),
  AT_AddInherit: ({ def }) => ({ kind: 'inherit', parent: nameOf(valueOf(def, 'RangeVar')), change: 'add' }),
  AT_DropInherit: ({ def }) => ({ kind: 'inherit', parent: nameOf(valueOf(def, 'RangeVar')), change: 'drop' }),
  AT_AddIdentity: ({ name = '', def }) => ({
    kind: 'add-identity',
    column: name,
    generated: valueOf(def, 'Constraint')?.generated_when === 'd' ? 'by-default' : 'always',
  }),
  AT_DropExpression: ({ name = '' }) => ({ kind: 'drop-expression', column: name }),
  AT_GenericOptions: () => ({ kind: 'foreign-option' }),
  AT_AlterColumnGenericOptions: () => ({ kind: 'foreign-option' }),
  AT_EnableRule: ({ name = '' }) => ({ kind: 'rule-state', name, state: 'origin' }),
  AT_EnableAlwaysRule: ({ name = '' }) => ({ kind: 'rule-state', name, state: 'always' }),
  AT_EnableReplicaRule: ({ name = '' }) => ({ kind: 'rule-state', name, state: 'replica' }),
  AT_DisableRule: ({ name = '' }) => ({ kind: 'rule-state', name, state: 'disabled' }),
  AT_EnableTrig: triggerState('origin'),
  AT_EnableAlwaysTrig: triggerState('always'),
  AT_EnableReplicaTrig: triggerState('replica'),
  AT_DisableTrig: triggerState('disabled'),
  AT_EnableTrigAll: () => ({ kind: 'trigger-state', which: 'group', name: 'ALL', state: 'origin' }),
  AT_EnableTrigUser: () => ({ kind: 'trigger-state', which: 'group', name: 'USER', state: 'origin' }),
  AT_DisableTrigAll: () => ({ kind: 'trigger-state', which: 'group', name: 'ALL', state: 'disabled' }),
  AT_DisableTrigUser: () => ({ kind: 'trigger-state', which: 'group', name: 'USER', state: 'disabled' }),
  ...options('weak', [
    'SetStatistics',
    'SetOptions',
    'ResetOptions',
    'ClusterOn',
    'DropCluster',
    'SetRelOptions',
    'ResetRelOptions',
  ]),
  ...options('strong', ['SetStorage', 'SetCompression', 'AddOf', 'DropOf']),
}

/** REPLICA_IDENTITY_DEFAULT and its like in src/include/catalog/pg_class.h. */
const identities: Readonly<Record<string, ReplicaIdentity>> = { d: 'default', f: 'full', n: 'nothing', i: 'index' }

function triggerState(state: TriggerState): CommandReader {
  return ({ name = '' }) => ({ kind: 'trigger-state', which: 'named', name, state })
}

function options(strength: 'weak' | 'strong', subtypes: readonly TableOption[]): Record<string, CommandReader> {
  const entries = subtypes.map((what): [string, CommandReader] => [
    `AT_${what}`,
    () => ({ kind: 'table-option', what, weak: strength === 'weak' }),
  ])
  return Object.fromEntries(entries)
}
