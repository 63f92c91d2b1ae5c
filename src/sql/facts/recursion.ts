import type { Action, ByKind, Kind, Of } from '../action.ts'
import type { ConstraintSpec } from '../specs.ts'

/** The table of an action that PostgreSQL repeats on every table below it (ATPrepCmd, DefineIndex). */
export function repeatedFrom(action: Action): string | undefined {
  return parentBy(action.kind, action)
}

function parentBy<K extends Kind>(kind: K, action: Of<K>): string | undefined {
  return parents[kind](action)
}

const none = (): undefined => undefined
const own = ({ table }: { readonly table: string }): string => table

const parents: ByKind<[], string | undefined> = {
  'add-column': own,
  'add-constraint': ({ table, constraint }) => (isRepeated[constraint.kind] ? table : undefined),
  'add-enum-value': none,
  'add-identity': none,
  'alter-constraint': none,
  'alter-domain': none,
  'alter-policy': none,
  'alter-type': own,
  'also-rule': none,
  'attach-partition': none,
  'create-domain': none,
  'create-enum': none,
  'create-extension': none,
  'create-index': ({ index, only }) => (only ? undefined : index.table),
  'create-policy': none,
  'create-role': none,
  'create-routine': none,
  'create-rule': none,
  'create-schema': none,
  'create-sequence': none,
  'create-table': none,
  'create-trigger': none,
  'create-type': none,
  'create-view': none,
  'detach-partition': none,
  'drop-column': own,
  'drop-constraint': none,
  'drop-database': none,
  'drop-default': own,
  'drop-expression': none,
  'drop-identity': none,
  'drop-not-null': own,
  'drop-owned': none,
  'foreign-option': none,
  'lock-table': none,
  'move-schema': none,
  'refresh-matview': none,
  'replica-identity': none,
  'restart-sequence': none,
  'row-security': none,
  'rule-state': none,
  'set-default': own,
  'set-identity': none,
  'set-not-null': own,
  'table-option': none,
  'trigger-state': none,
  'validate-constraint': own,
  analyze: none,
  cluster: none,
  drop: none,
  grant: none,
  harmless: none,
  inherit: none,
  opaque: none,
  owner: none,
  publish: none,
  query: none,
  refuse: none,
  reindex: none,
  rename: none,
  revoke: none,
  set: none,
  storage: none,
  transaction: none,
  truncate: none,
  unjudged: none,
  vacuum: none,
  write: none,
}

const isRepeated: Readonly<Record<ConstraintSpec['kind'], boolean>> = {
  check: true,
  'not-null': true,
  foreign: true,
  unique: false,
  primary: false,
  exclude: false,
}
