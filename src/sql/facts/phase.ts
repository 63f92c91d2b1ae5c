import type { Action, ByKind, Kind, Of } from '../action.ts'

/** Where a change belongs: a release carries `expand`; `migrate` runs by itself; `contract` waits for old pods to be gone. */
export type Phase = 'expand' | 'migrate' | 'contract' | 'operational'

/** `liveTable`: whether the current application can know the table of the action. */
export function phaseOf(action: Action, liveTable: boolean): Phase {
  return phaseBy(action.kind, action, liveTable)
}

function phaseBy<K extends Kind>(kind: K, action: Of<K>, liveTable: boolean): Phase {
  return phases[kind](action, liveTable)
}

const expand = (): Phase => 'expand'
const operational = (): Phase => 'operational'
/** On what only the new release knows, nothing waits for old pods. */
const contract = (_: Action, live: boolean): Phase => (live ? 'contract' : 'expand')
const upkeep = (_: Action, live: boolean): Phase => (live ? 'operational' : 'expand')

const phases: ByKind<[live: boolean], Phase> = {
  'add-column': expand,
  'add-constraint': contract,
  'add-enum-value': expand,
  'add-identity': contract,
  'alter-constraint': contract,
  'alter-domain': contract,
  'alter-policy': contract,
  'alter-type': contract,
  'also-rule': contract,
  'attach-partition': expand,
  'create-domain': expand,
  'create-enum': expand,
  'create-extension': upkeep,
  'create-index': expand,
  'create-policy': ({ policy }, live) => (live ? (policy.restrictive ? 'contract' : 'operational') : 'expand'),
  'create-role': upkeep,
  'create-routine': expand,
  'create-rule': contract,
  'create-schema': expand,
  'create-sequence': expand,
  'create-table': expand,
  'create-trigger': expand,
  'create-type': upkeep,
  'create-view': expand,
  'detach-partition': contract,
  'drop-column': contract,
  'drop-constraint': contract,
  'drop-database': contract,
  'drop-default': contract,
  'drop-expression': contract,
  'drop-identity': contract,
  'drop-not-null': contract,
  'drop-owned': contract,
  'foreign-option': upkeep,
  'lock-table': upkeep,
  'move-schema': contract,
  'refresh-matview': upkeep,
  'replica-identity': ({ to }, live) => (live ? (to === 'nothing' ? 'contract' : 'operational') : 'expand'),
  'restart-sequence': upkeep,
  'row-security': contract,
  'rule-state': contract,
  'set-default': contract,
  'set-identity': contract,
  'set-not-null': contract,
  'table-option': upkeep,
  'trigger-state': contract,
  'validate-constraint': upkeep,
  analyze: upkeep,
  cluster: upkeep,
  drop: contract,
  grant: upkeep,
  harmless: upkeep,
  inherit: contract,
  opaque: operational,
  owner: upkeep,
  publish: upkeep,
  query: ({ calls }) => (calls.length > 0 ? 'migrate' : 'operational'),
  refuse: upkeep,
  reindex: upkeep,
  rename: contract,
  revoke: contract,
  set: upkeep,
  storage: upkeep,
  transaction: upkeep,
  truncate: contract,
  unjudged: upkeep,
  vacuum: upkeep,
  write: () => 'migrate',
}
