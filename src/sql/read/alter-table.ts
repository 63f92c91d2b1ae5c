import type { AlterTableCmd, AlterTableStmt } from 'libpg-query'
import { tokensOf } from '../../migrations/tokens.ts'
import type { Action, Change, TableChange } from '../action.ts'
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
  if (alter.objtype !== 'OBJECT_TABLE') return [here(harmless('ALTER of an index, view or sequence'), context)]
  const commands = valuesOf(alter.cmds, 'AlterTableCmd')
  const places = commands.length > 1 ? placesOf(context) : []
  const table = nameOf(alter.relation)
  return commands.flatMap((command, index) => {
    const place = places.length === commands.length ? places[index] : undefined
    return readCommand(table, command).map((change) => ({ ...here(change, context), ...place }))
  })
}

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
  const restart = restartIn(valueOf(def, 'List')?.items, `${table}.${name}`)
  return [
    { kind: 'table-option', what: 'SetIdentity', weak: false, table },
    ...(restart === undefined ? [] : [restart]),
  ]
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
  AT_ReplicaIdentity: ({ def }) => ({
    kind: 'replica-identity',
    full: valueOf(def, 'ReplicaIdentityStmt')?.identity_type === 'f',
    to: /[fi]/.test(valueOf(def, 'ReplicaIdentityStmt')?.identity_type ?? '') ? 'named' : 'key',
  }),
  ...triggerStates(),
  ...options(
    'weak',
    'AT_SetStatistics AT_SetOptions AT_ResetOptions AT_ClusterOn AT_DropCluster AT_SetRelOptions AT_ResetRelOptions',
  ),
  ...options(
    'strong',
    'AT_SetStorage AT_SetCompression AT_AddInherit AT_DropInherit AT_AddOf AT_DropOf AT_AlterConstraint AT_GenericOptions AT_AlterColumnGenericOptions AT_AddIdentity AT_SetIdentity AT_DropExpression AT_EnableRule AT_DisableRule AT_EnableAlwaysRule AT_EnableReplicaRule',
  ),
}

function triggerStates(): Record<string, CommandReader> {
  const read: CommandReader = ({ name = 'all' }) => ({ kind: 'trigger-state', name })
  const states = [
    'EnableTrig',
    'EnableAlwaysTrig',
    'EnableReplicaTrig',
    'DisableTrig',
    'EnableTrigAll',
    'DisableTrigAll',
  ]
  return Object.fromEntries([...states, 'EnableTrigUser', 'DisableTrigUser'].map((state) => [`AT_${state}`, read]))
}

function options(strength: 'weak' | 'strong', subtypes: string): Record<string, CommandReader> {
  const entries = subtypes
    .split(' ')
    .map((subtype): [string, CommandReader] => [
      subtype,
      () => ({ kind: 'table-option', what: subtype.slice(3), weak: strength === 'weak' }),
    ])
  return Object.fromEntries(entries)
}
