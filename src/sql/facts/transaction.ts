import type { Action, ByKind, Kind, Of } from '../action.ts'

/** `outside`: PostgreSQL refuses it in a transaction block (25001). */
export type TransactionNeed = 'any' | 'outside'

/** Depends on the action alone, not on the schema. */
export function transactionOf(action: Action): TransactionNeed {
  return needBy(action.kind, action)
}

function needBy<K extends Kind>(kind: K, action: Of<K>): TransactionNeed {
  return needs[kind](action)
}

const any = (): TransactionNeed => 'any'
const outside = (): TransactionNeed => 'outside'
const ifConcurrent = ({ concurrently }: { readonly concurrently: boolean }): TransactionNeed =>
  concurrently ? 'outside' : 'any'

/** PreventInTransactionBlock in the command files of src/backend/commands. */
const needs: ByKind<[], TransactionNeed> = {
  'add-column': any,
  'add-constraint': any,
  'add-enum-value': any,
  'add-identity': any,
  'alter-constraint': any,
  'alter-domain': any,
  'alter-policy': any,
  'alter-type': any,
  'also-rule': any,
  'attach-partition': any,
  'create-domain': any,
  'create-enum': any,
  'create-extension': any,
  'create-index': ifConcurrent,
  'create-policy': any,
  'create-role': any,
  'create-routine': any,
  'create-rule': any,
  'create-schema': any,
  'create-sequence': any,
  'create-table': any,
  'create-trigger': any,
  'create-type': any,
  'create-view': any,
  'detach-partition': ifConcurrent,
  'drop-column': any,
  'drop-constraint': any,
  'drop-database': outside,
  'drop-default': any,
  'drop-expression': any,
  'drop-identity': any,
  'drop-not-null': any,
  'drop-owned': any,
  'foreign-option': any,
  'lock-table': any,
  'move-schema': any,
  'refresh-matview': any,
  'replica-identity': any,
  'restart-sequence': any,
  'row-security': any,
  'rule-state': any,
  'set-default': any,
  'set-identity': any,
  'set-not-null': any,
  'table-option': any,
  'trigger-state': any,
  'validate-constraint': any,
  analyze: any,
  cluster: ({ table }) => (table === undefined ? 'outside' : 'any'),
  drop: ifConcurrent,
  grant: any,
  harmless: any,
  inherit: any,
  opaque: any,
  owner: any,
  publish: any,
  query: any,
  refuse: any,
  reindex: ifConcurrent,
  rename: any,
  revoke: any,
  set: any,
  storage: any,
  transaction: any,
  truncate: any,
  unjudged: ({ transaction }) => transaction,
  vacuum: outside,
  write: any,
}
