import type { Change } from '../action.ts'
import type { Tag } from '../ast.ts'
import { valuesOf } from '../ast.ts'
import { harmless, reads, unjudged, type Reader } from './reader.ts'

/** Statements that take no lock on a table and need no reader of their own. */
export const other: readonly (readonly [string, Reader])[] = [
  // What ends with the session, or is not looked at by a query.
  ...each(harmless, [
    'AlterStatsStmt',
    'AlterCollationStmt',
    'AlterObjectDependsStmt',
    'CheckPointStmt',
    'ClosePortalStmt',
    'ConstraintsSetStmt',
    'DeallocateStmt',
    'DeclareCursorStmt',
    'DiscardStmt',
    'FetchStmt',
    'ListenStmt',
    'LoadStmt',
    'NotifyStmt',
    'PrepareStmt',
    'ReturnStmt',
    'UnlistenStmt',
    'VariableShowStmt',
  ]),
  // New objects, of which code of the release before knows nothing; default privileges are those of new objects.
  ...each(
    (what) => harmless(what, 'objects'),
    [
      'AlterDefaultPrivilegesStmt',
      'CreateAmStmt',
      'CreateFdwStmt',
      'CreateForeignServerStmt',
      'CreatePLangStmt',
      'CreateUserMappingStmt',
    ],
  ),
  // Logins, settings of a role or database, implicit casts, what an operator or function means, rows that arrive: each
  // can change what code of the release before does.
  ...each(unjudged, [
    'AlterDatabaseSetStmt',
    'AlterDatabaseStmt',
    'AlterEventTrigStmt',
    'AlterExtensionStmt',
    'AlterForeignServerStmt',
    'AlterFunctionStmt',
    'AlterOpFamilyStmt',
    'AlterOperatorStmt',
    'AlterRoleSetStmt',
    'AlterRoleStmt',
    'AlterSubscriptionStmt',
    'AlterTSConfigurationStmt',
    'AlterTSDictionaryStmt',
    'AlterTypeStmt',
    'AlterUserMappingStmt',
    'CreateCastStmt',
    'CreateConversionStmt',
    'CreateEventTrigStmt',
    'CreateOpClassStmt',
    'CreateOpFamilyStmt',
    'CreateSubscriptionStmt',
    'CreateTransformStmt',
    'DropRoleStmt',
    'DropSubscriptionStmt',
    'DropUserMappingStmt',
    'SecLabelStmt',
  ]),
  ...each(
    (what) => unjudged(what, 'outside'),
    ['AlterSystemStmt', 'CreateTableSpaceStmt', 'CreatedbStmt', 'DropTableSpaceStmt'],
  ),
  // A new operator can change which one an old query finds.
  reads('DefineStmt', ({ kind = '', replace }) => {
    const what = `CREATE ${kind.slice('OBJECT_'.length).replaceAll('_', ' ')}`
    return kind === 'OBJECT_OPERATOR' || replace === true ? unjudged(what) : harmless(what, 'objects')
  }),
  // ANALYZE runs the statement.
  reads('ExplainStmt', ({ options }) =>
    valuesOf(options, 'DefElem').some(({ defname }) => defname === 'analyze')
      ? unjudged('EXPLAIN ANALYZE')
      : harmless('EXPLAIN'),
  ),
]

function each(change: (what: string) => Change, tags: readonly Tag[]): readonly (readonly [string, Reader])[] {
  return tags.map((tag) => reads(tag, () => change(wordsOfTag(tag))))
}

/** `AlterRoleSetStmt`: ALTER ROLE SET. */
function wordsOfTag(tag: string): string {
  return tag
    .replace(/Stmt$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase()
}
