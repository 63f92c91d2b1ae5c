import type { Page } from '../diagnostic/page.ts'

/** A page about a SQLSTATE (Appendix A of PostgreSQL's manual) that a migration, or a pod on a migrated schema, can meet. */
export interface StatePage extends Page {
  /** PostgreSQL's own name of the condition. */
  readonly name: string
}

export const sqlStates: Readonly<Record<string, StatePage>> = {
  '08006': state(
    'connection_failure',
    'The connection broke.',
    'Uncommitted changes are rolled back. Whether the last COMMIT arrived is unknown.',
    'Run it again: wavec checks the ledger first.',
  ),
  '0A000': state(
    'feature_not_supported',
    'PostgreSQL does not support this here. Usually "cached plan must not change result type", CONCURRENTLY on a partitioned table, or a type change under a view.',
    'The statement did nothing. A prepared statement works once it is prepared again.',
    'For prepared statements, name the columns or let the driver prepare again. Otherwise: wavec explain sql/partitioned-no-concurrent, sql/alter-type-dependent-view.',
  ),
  '22001': state(
    'string_data_right_truncation',
    'A text is longer than its column.',
    'The row is not written. After a narrowing, old code fails this way.',
    'wavec explain sql/type-narrowing',
  ),
  '22003': state(
    'numeric_value_out_of_range',
    'A number is too large for its column.',
    'The row is not written. An exhausted integer key looks like this.',
    'Add a bigint column, sync it with a trigger, backfill it, then switch: wavec explain sql/type-change-rewrite.',
  ),
  '22P02': state(
    'invalid_text_representation',
    'The text is not a valid value of the type. A renamed enum value looks like this.',
    'The row is not written.',
    'wavec explain sql/rename-enum-value',
  ),
  '23502': state(
    'not_null_violation',
    'NULL in a column that requires a value.',
    'The row is not written. In a migration, the statement did nothing.',
    'Give the column a default, or backfill it before SET NOT NULL: wavec explain sql/add-required-column.',
  ),
  '23503': state(
    'foreign_key_violation',
    'A row refers to one that does not exist, or a referenced row is deleted.',
    'The row is not written. In a migration, existing rows violate the new key.',
    'Find them with a LEFT JOIN, fix them, then VALIDATE.',
  ),
  '23505': state(
    'unique_violation',
    'A row with the same key already exists.',
    'The row is not written. CREATE UNIQUE INDEX CONCURRENTLY leaves an INVALID index.',
    'Find the duplicates with GROUP BY … HAVING count(*) > 1, fix them, drop the INVALID index and build it again.',
  ),
  '23514': state(
    'check_violation',
    'A row violates a CHECK.',
    'The row is not written. In VALIDATE, an existing row violates it.',
    'Find the rows with WHERE NOT (condition), fix them, then VALIDATE: wavec explain sql/constraint-rejects-old-writers.',
  ),
  '23P01': state(
    'exclusion_violation',
    'A row overlaps another one.',
    'The row is not written.',
    'Find the pairs, fix them, then add the constraint again.',
  ),
  '25001': state(
    'active_sql_transaction',
    'A transaction contains a statement that cannot run in one: CONCURRENTLY, VACUUM.',
    'It did nothing, and the file is rolled back.',
    'Put it in a file of its own that runs outside a transaction: wavec explain sql/concurrently-in-txn.',
  ),
  '25006': state(
    'read_only_sql_transaction',
    'A write on a standby or in a read-only transaction.',
    'Nothing was written.',
    'Connect to the primary: check the host in the Secret.',
  ),
  '25P02': state(
    'in_failed_sql_transaction',
    'A statement after a failed one in the same transaction.',
    'The whole transaction is rolled back.',
    'Read the first error, not this one.',
  ),
  '2BP01': state(
    'dependent_objects_still_exist',
    'A statement drops an object that others depend on.',
    'Nothing was dropped.',
    'Drop the dependent objects by name first. CASCADE would drop objects that you do not see: wavec explain sql/drop-database-schema-cascade.',
  ),
  '2D000': state(
    'invalid_transaction_termination',
    'COMMIT in a DO block or procedure that runs in a transaction.',
    'The block is rolled back.',
    'Run the file outside a transaction: wavec explain sql/do-loop-no-commit.',
  ),
  '28P01': state(
    'invalid_password',
    'The password is wrong.',
    'There was no session.',
    'Compare the Secret with the role. An ExternalSecret may lag behind a rotation.',
  ),
  '3D000': state(
    'invalid_catalog_name',
    'The database does not exist.',
    'There was no session.',
    'Check the database in the spec and in the Secret.',
  ),
  '40001': state(
    'serialization_failure',
    'Another transaction conflicted with this one under REPEATABLE READ or SERIALIZABLE.',
    'This one is rolled back.',
    'Run it again.',
  ),
  '40P01': state(
    'deadlock_detected',
    'Two transactions waited for each other, and PostgreSQL ended this one.',
    'This one is rolled back, the other one continued.',
    'wavec retries it. Take locks in one order, and change one table per migration: wavec explain sql/multi-table-lock-window.',
  ),
  '42501': state(
    'insufficient_privilege',
    'The role lacks the privilege, or is not the owner.',
    'The statement did nothing.',
    'wavec init --role-sql ROLE prints what the migrator needs. For the application, GRANT what it uses.',
  ),
  '42601': state(
    'syntax_error',
    'PostgreSQL cannot parse the statement.',
    'It did nothing.',
    'Check the marked place. A placeholder that was not filled in looks like this too.',
  ),
  '42701': state(
    'duplicate_column',
    'The column already exists.',
    'The statement did nothing.',
    'The migration may have been applied by hand or from a branch. Compare the ledger with the files.',
  ),
  '42703': state(
    'undefined_column',
    'A column does not exist.',
    'The query fails. After a DROP or RENAME COLUMN, old pods fail this way.',
    'Add the column back, or finish the release: wavec explain sql/drop-column.',
  ),
  '42704': state(
    'undefined_object',
    'A type, index or constraint does not exist.',
    'The statement did nothing.',
    'An earlier migration is missing, or search_path differs.',
  ),
  '42710': state(
    'duplicate_object',
    'An object of that name already exists.',
    'The statement did nothing.',
    'The migration may have been applied by hand. Compare the ledger with the files.',
  ),
  '42725': state(
    'ambiguous_function',
    'Two functions accept the call as it is written, and neither fits better.',
    'The query fails.',
    'Drop the older one in the same migration, or give the newer one another name: wavec explain sql/overload-ambiguous.',
  ),
  '42804': state(
    'datatype_mismatch',
    'A value, default or column has the wrong type, and PostgreSQL does not convert it implicitly.',
    'The statement did nothing.',
    'Say how to convert it: USING old::new for the type of a column, a cast in a query. For the plan of a trigger: wavec explain sql/type-change-trigger-plan.',
  ),
  '42809': state(
    'wrong_object_type',
    'The statement does not apply to that kind of relation, such as a NOT VALID foreign key on a partitioned table before PostgreSQL 18.',
    'It did nothing.',
    'wavec explain sql/partitioned-no-concurrent',
  ),
  '42883': state(
    'undefined_function',
    'No function takes these arguments.',
    'The query fails.',
    'An extension or an earlier migration is missing, or search_path differs.',
  ),
  '42P01': state(
    'undefined_table',
    'A table or view does not exist.',
    'The query fails. After a DROP or RENAME TABLE, old pods fail this way.',
    'A view under the old name lets them continue: wavec explain sql/rename-table.',
  ),
  '42P07': state(
    'duplicate_table',
    'A table or index of that name already exists.',
    'The statement did nothing. An index whose CONCURRENTLY build was interrupted exists as INVALID.',
    'Check indisvalid in pg_index. Drop an INVALID index and build it again.',
  ),
  '42P10': state(
    'invalid_column_reference',
    'ON CONFLICT finds no unique index on its columns.',
    'The INSERT fails.',
    'Create the index again: wavec explain sql/drop-constraint-upsert.',
  ),
  '42P13': state(
    'invalid_function_definition',
    'OR REPLACE would change the return type of a function or the names of its parameters.',
    'The statement did nothing.',
    'Drop and recreate it in one migration: wavec explain sql/replace-refused.',
  ),
  '42P16': state(
    'invalid_table_definition',
    'OR REPLACE of a view renames, moves, removes or retypes a column, or a table would get a second primary key.',
    'The statement did nothing.',
    'A view takes new columns only at the end: wavec explain sql/replace-refused.',
  ),
  '53100': state(
    'disk_full',
    'The disk of the server is full.',
    'The transaction is rolled back. A rewrite needs the space of the table and its indexes a second time.',
    'Free some space, then run it again.',
  ),
  '53300': state(
    'too_many_connections',
    'The server has no free connection.',
    'There was no session.',
    'wavec retries it. Check max_connections, and reduce a pool that is too large.',
  ),
  '55000': state(
    'object_not_in_prerequisite_state',
    'The statement lacks a prerequisite, e.g. the unique index by which REFRESH … CONCURRENTLY identifies rows.',
    'The statement did nothing.',
    'Create it first: wavec explain sql/refresh-without-key.',
  ),
  '55006': state(
    'object_in_use',
    'The table has pending deferred checks, or is in use by this session.',
    'The statement did nothing.',
    'Split it into two migrations: wavec explain sql/dml-then-ddl-same-txn.',
  ),
  '55P03': state(
    'lock_not_available',
    'lock_timeout ended the wait for a lock: another session held a conflicting lock for longer.',
    'The transaction is rolled back, and nothing is half done. No query had to wait for this one longer than lock_timeout.',
    'wavec retries until the deadline and names the session in the way. End that session (pg_terminate_backend) or wait for it, then run it again.',
  ),
  '55P04': state(
    'unsafe_new_enum_value_usage',
    'An enum value is used in the transaction that adds it.',
    'The transaction is rolled back.',
    'Split it into two migrations: wavec explain sql/enum-value-used-same-txn.',
  ),
  '57014': state(
    'query_canceled',
    'statement_timeout or another session cancelled the statement.',
    'The transaction is rolled back. CREATE INDEX CONCURRENTLY leaves an INVALID index.',
    'Find out whether it was waiting or working. If it works on every row, raise the limit for that statement only, or split it into batches.',
  ),
  '57P01': state(
    'admin_shutdown',
    'The server shut down or restarted, or the session was terminated.',
    'Uncommitted changes are rolled back.',
    'Run it again.',
  ),
  '57P03': state(
    'cannot_connect_now',
    'The server is starting up or recovering.',
    'There was no session.',
    'wavec retries it.',
  ),
}

function state(name: string, condition: string, effect: string, workaround: string): StatePage {
  return { name, condition, effect, workaround }
}
