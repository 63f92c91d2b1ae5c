/**
 * The hazards, one file each. A new rule is a file with its check and its page, a line here and a folder of fixtures
 * in test/sql/rules, all under its id; its code is `sql/<id>`.
 */
import type { Rule } from '../rule.ts'
import { addCheckValid } from './add-check-valid.ts'
import { addColumnConstrainedDomain } from './add-column-constrained-domain.ts'
import { addColumnGeneratedStored } from './add-column-generated-stored.ts'
import { addColumnInlineCheck } from './add-column-inline-check.ts'
import { addColumnInlineFk } from './add-column-inline-fk.ts'
import { addColumnInlineUnique } from './add-column-inline-unique.ts'
import { addColumnSerialIdentity } from './add-column-serial-identity.ts'
import { addColumnStarReaders } from './add-column-star-readers.ts'
import { addColumnVolatileDefault } from './add-column-volatile-default.ts'
import { addExclusion } from './add-exclusion.ts'
import { addFkValid } from './add-fk-valid.ts'
import { addPk } from './add-pk.ts'
import { addRequiredColumn } from './add-required-column.ts'
import { addUniqueNoIndex } from './add-unique-no-index.ts'
import { alterPolicy } from './alter-policy.ts'
import { alterSystem } from './alter-system.ts'
import { alterTypeDependentView } from './alter-type-dependent-view.ts'
import { attachPartitionScan } from './attach-partition-scan.ts'
import { backfillWithoutSync } from './backfill-without-sync.ts'
import { changeDefault } from './change-default.ts'
import { checkBindsOldWriters } from './check-binds-old-writers.ts'
import { clusterVacuumFull } from './cluster-vacuum-full.ts'
import { collationChange } from './collation-change.ts'
import { concatNull } from './concat-null.ts'
import { concurrentIfNotExists } from './concurrent-if-not-exists.ts'
import { concurrentUnnamed } from './concurrent-unnamed.ts'
import { concurrentlyInTxn } from './concurrently-in-txn.ts'
import { constraintRejectsOldWriters } from './constraint-rejects-old-writers.ts'
import { createIndexBlocking } from './create-index-blocking.ts'
import { createTableFkLocksParent } from './create-table-fk-locks-parent.ts'
import { ddlThenBackfillSameTxn } from './ddl-then-backfill-same-txn.ts'
import { defaultPartitionScan } from './default-partition-scan.ts'
import { definerSearchPath } from './definer-search-path.ts'
import { detachPartitionBlocking } from './detach-partition-blocking.ts'
import { disableRls } from './disable-rls.ts'
import { disableTrigger } from './disable-trigger.ts'
import { dmlThenDdlSameTxn } from './dml-then-ddl-same-txn.ts'
import { doLoopNoCommit } from './do-loop-no-commit.ts'
import { dropColumn } from './drop-column.ts'
import { dropConstraintUpsert } from './drop-constraint-upsert.ts'
import { dropDatabaseSchemaCascade } from './drop-database-schema-cascade.ts'
import { dropDefaultAfterAdd } from './drop-default-after-add.ts'
import { dropForeignKey } from './drop-foreign-key.ts'
import { dropIndexBlocking } from './drop-index-blocking.ts'
import { dropNotNull } from './drop-not-null.ts'
import { dropRoutineOrView } from './drop-routine-or-view.ts'
import { dropTable } from './drop-table.ts'
import { dynamicSqlOpaque } from './dynamic-sql-opaque.ts'
import { enableRls } from './enable-rls.ts'
import { enumAddValueReaders } from './enum-add-value-readers.ts'
import { enumValueUsedSameTxn } from './enum-value-used-same-txn.ts'
import { explicitLock } from './explicit-lock.ts'
import { fkWithoutIndex } from './fk-without-index.ts'
import { foreignConnection } from './foreign-connection.ts'
import { grantAdministrator } from './grant-administrator.ts'
import { grantPredefinedRole } from './grant-predefined-role.ts'
import { ifNotExistsMasksDrift } from './if-not-exists-masks-drift.ts'
import { keyBindsOldWriters } from './key-binds-old-writers.ts'
import { lockTimeoutBad } from './lock-timeout-bad.ts'
import { lockTimeoutOnConcurrent } from './lock-timeout-on-concurrent.ts'
import { missingLockTimeout } from './missing-lock-timeout.ts'
import { missingStatementTimeout } from './missing-statement-timeout.ts'
import { mixedTxnFile } from './mixed-txn-file.ts'
import { moveSchema } from './move-schema.ts'
import { multiTableLockWindow } from './multi-table-lock-window.ts'
import { notRerunnable } from './not-rerunnable.ts'
import { onDeleteCascade } from './on-delete-cascade.ts'
import { overloadAmbiguous } from './overload-ambiguous.ts'
import { partitionedNoConcurrent } from './partitioned-no-concurrent.ts'
import { publicationWithoutIdentity } from './publication-without-identity.ts'
import { refreshMatviewBlocking } from './refresh-matview-blocking.ts'
import { refreshWithoutKey } from './refresh-without-key.ts'
import { reindexBlocking } from './reindex-blocking.ts'
import { renameColumn } from './rename-column.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { renameTable } from './rename-table.ts'
import { replaceRefused } from './replace-refused.ts'
import { replicaIdentityFull } from './replica-identity-full.ts'
import { replicaIdentityNothing } from './replica-identity-nothing.ts'
import { restartSequence } from './restart-sequence.ts'
import { restrictivePolicy } from './restrictive-policy.ts'
import { revokeOrOwner } from './revoke-or-owner.ts'
import { roleAttribute } from './role-attribute.ts'
import { roleLeftSet } from './role-left-set.ts'
import { serverFile } from './server-file.ts'
import { sessionLockHazard } from './session-lock-hazard.ts'
import { setNotNullScan } from './set-not-null-scan.ts'
import { statementAfterAccessExclusive } from './statement-after-access-exclusive.ts'
import { storageRewrite } from './storage-rewrite.ts'
import { syncTriggerHotTable } from './sync-trigger-hot-table.ts'
import { triggerRejectsOldWriters } from './trigger-rejects-old-writers.ts'
import { truncateOrDeleteAll } from './truncate-or-delete-all.ts'
import { txnControlInManaged } from './txn-control-in-managed.ts'
import { typeChangeCachedPlan } from './type-change-cached-plan.ts'
import { typeChangeRewrite } from './type-change-rewrite.ts'
import { typeChangeTriggerPlan } from './type-change-trigger-plan.ts'
import { typeNarrowing } from './type-narrowing.ts'
import { unbatchedDml } from './unbatched-dml.ts'
import { untrustedLanguage } from './untrusted-language.ts'
import { validateSameTxn } from './validate-same-txn.ts'
import { wavecLedger } from './wavec-ledger.ts'

export const rules = {
  'add-check-valid': addCheckValid,
  'add-column-constrained-domain': addColumnConstrainedDomain,
  'add-column-generated-stored': addColumnGeneratedStored,
  'add-column-inline-check': addColumnInlineCheck,
  'add-column-inline-fk': addColumnInlineFk,
  'add-column-inline-unique': addColumnInlineUnique,
  'add-column-serial-identity': addColumnSerialIdentity,
  'add-column-star-readers': addColumnStarReaders,
  'add-column-volatile-default': addColumnVolatileDefault,
  'add-exclusion': addExclusion,
  'add-fk-valid': addFkValid,
  'add-pk': addPk,
  'add-required-column': addRequiredColumn,
  'add-unique-no-index': addUniqueNoIndex,
  'alter-policy': alterPolicy,
  'alter-system': alterSystem,
  'alter-type-dependent-view': alterTypeDependentView,
  'attach-partition-scan': attachPartitionScan,
  'backfill-without-sync': backfillWithoutSync,
  'change-default': changeDefault,
  'check-binds-old-writers': checkBindsOldWriters,
  'cluster-vacuum-full': clusterVacuumFull,
  'collation-change': collationChange,
  'concat-null': concatNull,
  'concurrent-if-not-exists': concurrentIfNotExists,
  'concurrent-unnamed': concurrentUnnamed,
  'concurrently-in-txn': concurrentlyInTxn,
  'constraint-rejects-old-writers': constraintRejectsOldWriters,
  'create-index-blocking': createIndexBlocking,
  'create-table-fk-locks-parent': createTableFkLocksParent,
  'ddl-then-backfill-same-txn': ddlThenBackfillSameTxn,
  'default-partition-scan': defaultPartitionScan,
  'definer-search-path': definerSearchPath,
  'detach-partition-blocking': detachPartitionBlocking,
  'disable-rls': disableRls,
  'disable-trigger': disableTrigger,
  'dml-then-ddl-same-txn': dmlThenDdlSameTxn,
  'do-loop-no-commit': doLoopNoCommit,
  'drop-column': dropColumn,
  'drop-constraint-upsert': dropConstraintUpsert,
  'drop-database-schema-cascade': dropDatabaseSchemaCascade,
  'drop-default-after-add': dropDefaultAfterAdd,
  'drop-foreign-key': dropForeignKey,
  'drop-index-blocking': dropIndexBlocking,
  'drop-not-null': dropNotNull,
  'drop-routine-or-view': dropRoutineOrView,
  'drop-table': dropTable,
  'dynamic-sql-opaque': dynamicSqlOpaque,
  'enable-rls': enableRls,
  'enum-add-value-readers': enumAddValueReaders,
  'enum-value-used-same-txn': enumValueUsedSameTxn,
  'explicit-lock': explicitLock,
  'fk-without-index': fkWithoutIndex,
  'foreign-connection': foreignConnection,
  'grant-administrator': grantAdministrator,
  'grant-predefined-role': grantPredefinedRole,
  'if-not-exists-masks-drift': ifNotExistsMasksDrift,
  'key-binds-old-writers': keyBindsOldWriters,
  'lock-timeout-bad': lockTimeoutBad,
  'lock-timeout-on-concurrent': lockTimeoutOnConcurrent,
  'missing-lock-timeout': missingLockTimeout,
  'missing-statement-timeout': missingStatementTimeout,
  'mixed-txn-file': mixedTxnFile,
  'move-schema': moveSchema,
  'multi-table-lock-window': multiTableLockWindow,
  'not-rerunnable': notRerunnable,
  'on-delete-cascade': onDeleteCascade,
  'overload-ambiguous': overloadAmbiguous,
  'partitioned-no-concurrent': partitionedNoConcurrent,
  'publication-without-identity': publicationWithoutIdentity,
  'refresh-matview-blocking': refreshMatviewBlocking,
  'refresh-without-key': refreshWithoutKey,
  'reindex-blocking': reindexBlocking,
  'rename-column': renameColumn,
  'rename-enum-value': renameEnumValue,
  'rename-table': renameTable,
  'replace-refused': replaceRefused,
  'replica-identity-full': replicaIdentityFull,
  'replica-identity-nothing': replicaIdentityNothing,
  'restart-sequence': restartSequence,
  'restrictive-policy': restrictivePolicy,
  'revoke-or-owner': revokeOrOwner,
  'role-attribute': roleAttribute,
  'role-left-set': roleLeftSet,
  'server-file': serverFile,
  'session-lock-hazard': sessionLockHazard,
  'set-not-null-scan': setNotNullScan,
  'statement-after-access-exclusive': statementAfterAccessExclusive,
  'storage-rewrite': storageRewrite,
  'sync-trigger-hot-table': syncTriggerHotTable,
  'trigger-rejects-old-writers': triggerRejectsOldWriters,
  'truncate-or-delete-all': truncateOrDeleteAll,
  'txn-control-in-managed': txnControlInManaged,
  'type-change-cached-plan': typeChangeCachedPlan,
  'type-change-rewrite': typeChangeRewrite,
  'type-change-trigger-plan': typeChangeTriggerPlan,
  'type-narrowing': typeNarrowing,
  'unbatched-dml': unbatchedDml,
  'untrusted-language': untrustedLanguage,
  'validate-same-txn': validateSameTxn,
  'wavec-ledger': wavecLedger,
} as const satisfies Readonly<Record<string, Rule>>

export type RuleId = keyof typeof rules

export const ruleIds = Object.keys(rules).filter(isRuleId)

export function isRuleId(word: string): word is RuleId {
  return Object.hasOwn(rules, word)
}
