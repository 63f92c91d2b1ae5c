/** What a migration, or a pod on a migrated schema, meets: PostgreSQL's codes (Appendix A of its manual) in our words. */
export interface StatePage {
  /** PostgreSQL's own name of the condition. */
  readonly name: string
  readonly condition: string
  readonly effect: string
  readonly workaround: string
}

export const sqlStates: Readonly<Record<string, StatePage>> = {
  '08006': state(
    'connection_failure',
    'The connection broke.',
    'What was not committed is rolled back. Whether the last COMMIT arrived is not known.',
    'Run it again: wavec looks into the ledger first.',
  ),
  '0A000': state(
    'feature_not_supported',
    'PostgreSQL does not do this here; most often "cached plan must not change result type", CONCURRENTLY on a partitioned table, or a type change under a view.',
    'The statement did nothing. A prepared statement works again when it is prepared again.',
    'Prepared statements: name the columns, or let the driver prepare again. Others: wavec explain sql/partitioned-no-concurrent, sql/alter-type-dependent-view.',
  ),
  '22001': state(
    'string_data_right_truncation',
    'A text is longer than its column.',
    'The row is not written. After a narrowing, old code meets it.',
    'wavec explain sql/type-narrowing',
  ),
  '22003': state(
    'numeric_value_out_of_range',
    'A number is too large for its column.',
    'The row is not written. An integer key that is used up looks like this.',
    'A bigint column, kept in step by a trigger, backfilled, then switched: wavec explain sql/type-change-rewrite.',
  ),
  '22P02': state(
    'invalid_text_representation',
    'A text is no value of the type; an enum value that was renamed looks like this.',
    'The row is not written.',
    'wavec explain sql/rename-enum-value',
  ),
  '23502': state(
    'not_null_violation',
    'NULL where there must be a value.',
    'The row is not written; in a migration, the statement did nothing.',
    'Give the column a default, or backfill before SET NOT NULL: wavec explain sql/add-required-column.',
  ),
  '23503': state(
    'foreign_key_violation',
    'A row refers to one that is not there, or one that is referred to is deleted.',
    'The row is not written. In a migration, old rows do not meet the new key.',
    'Find them with a LEFT JOIN, mend them, then VALIDATE.',
  ),
  '23505': state(
    'unique_violation',
    'A second row with the same key.',
    'The row is not written. A CREATE UNIQUE INDEX CONCURRENTLY leaves an INVALID index behind.',
    'Find them with GROUP BY … HAVING count(*) > 1, mend them, drop the INVALID index, build it again.',
  ),
  '23514': state(
    'check_violation',
    'A row does not meet a CHECK.',
    'The row is not written. In VALIDATE, an old row does not meet it.',
    'Find them with WHERE NOT (condition), mend them, then VALIDATE: wavec explain sql/constraint-rejects-old-writers.',
  ),
  '23P01': state(
    'exclusion_violation',
    'A row overlaps with another.',
    'The row is not written.',
    'Find the pairs, mend them, then add the constraint again.',
  ),
  '25001': state(
    'active_sql_transaction',
    'A statement that can not run in a transaction stands in one: CONCURRENTLY, VACUUM.',
    'It did nothing, and the file is rolled back.',
    'A file of its own that runs outside a transaction: wavec explain sql/concurrently-in-txn.',
  ),
  '25006': state(
    'read_only_sql_transaction',
    'A write on a standby, or in a read-only transaction.',
    'Nothing was written.',
    'Connect to the primary: look at the host in the Secret.',
  ),
  '25P02': state(
    'in_failed_sql_transaction',
    'A statement behind one that failed, in the same transaction.',
    'Nothing of the transaction stays.',
    'Look at the first error, not at this one.',
  ),
  '2BP01': state(
    'dependent_objects_still_exist',
    'Something that others need is dropped.',
    'Nothing was dropped.',
    'Drop the others by name first; CASCADE would drop what you do not see: wavec explain sql/drop-database-schema-cascade.',
  ),
  '2D000': state(
    'invalid_transaction_termination',
    'COMMIT in a DO block or procedure that runs inside a transaction.',
    'The block is rolled back.',
    'Run the file outside a transaction: wavec explain sql/do-loop-no-commit.',
  ),
  '28P01': state(
    'invalid_password',
    'The password is wrong.',
    'There was no session at all.',
    'Compare the Secret with the role; an ExternalSecret may be behind a rotation.',
  ),
  '3D000': state(
    'invalid_catalog_name',
    'There is no such database.',
    'There was no session at all.',
    'Look at the database in the spec and in the Secret.',
  ),
  '40001': state(
    'serialization_failure',
    'Another transaction got in the way under REPEATABLE READ or SERIALIZABLE.',
    'This one is rolled back.',
    'Run it again.',
  ),
  '40P01': state(
    'deadlock_detected',
    'Two transactions waited for each other, and PostgreSQL ended this one.',
    'This one is rolled back, the other went on.',
    'wavec tries again. Take locks in one order, one table a migration: wavec explain sql/multi-table-lock-window.',
  ),
  '42501': state(
    'insufficient_privilege',
    'The role may not do this, or is not the owner.',
    'The statement did nothing.',
    'wavec init --role-sql ROLE prints what the migrator needs; for the application, GRANT what it uses.',
  ),
  '42601': state(
    'syntax_error',
    'PostgreSQL can not read the statement.',
    'It did nothing.',
    'Look at the place; a placeholder that was not filled in looks like this, too.',
  ),
  '42701': state(
    'duplicate_column',
    'The column is there already.',
    'The statement did nothing.',
    'Was the migration applied by hand, or by a branch? Compare the ledger with the files.',
  ),
  '42703': state(
    'undefined_column',
    'A column is not there.',
    'The query fails. After a DROP or RENAME COLUMN, old pods meet it.',
    'Add the column back, or finish the release: wavec explain sql/drop-column.',
  ),
  '42704': state(
    'undefined_object',
    'A type, index or constraint is not there.',
    'The statement did nothing.',
    'An earlier migration is missing, or search_path is another one.',
  ),
  '42710': state(
    'duplicate_object',
    'An object of that name is there already.',
    'The statement did nothing.',
    'Was the migration applied by hand? Compare the ledger with the files.',
  ),
  '42725': state(
    'ambiguous_function',
    'Two functions take the call as it is written, and neither is nearer.',
    'The query fails.',
    'Drop the older one in the same migration, or give the newer one another name: wavec explain sql/overload-ambiguous.',
  ),
  '42804': state(
    'datatype_mismatch',
    'A value, a default or a column has another type than the one that is wanted, and nothing converts it by itself.',
    'The statement did nothing.',
    'Say how it is converted: USING old::new for a column’s type, a cast in a query. In a trigger’s plan: wavec explain sql/type-change-trigger-plan.',
  ),
  '42809': state(
    'wrong_object_type',
    'The statement does not go with that kind of relation, such as a foreign key NOT VALID on a partitioned table before PostgreSQL 18.',
    'It did nothing.',
    'wavec explain sql/partitioned-no-concurrent',
  ),
  '42883': state(
    'undefined_function',
    'A function with these arguments is not there.',
    'The query fails.',
    'An extension or an earlier migration is missing, or search_path is another one.',
  ),
  '42P01': state(
    'undefined_table',
    'A table or view is not there.',
    'The query fails. After a DROP or RENAME TABLE, old pods meet it.',
    'A view under the old name lets them go on: wavec explain sql/rename-table.',
  ),
  '42P07': state(
    'duplicate_table',
    'A table or index of that name is there already.',
    'The statement did nothing. An index that was built CONCURRENTLY and interrupted is there, INVALID.',
    'Look at indisvalid in pg_index; drop an INVALID one and build it again.',
  ),
  '42P10': state(
    'invalid_column_reference',
    'ON CONFLICT finds no unique index over its columns.',
    'The INSERT fails.',
    'Make the index again: wavec explain sql/drop-constraint-upsert.',
  ),
  '42P13': state(
    'invalid_function_definition',
    'OR REPLACE would change what a function returns, or the names of its parameters.',
    'The statement did nothing.',
    'Drop it and make it again, in one migration: wavec explain sql/replace-refused.',
  ),
  '42P16': state(
    'invalid_table_definition',
    'OR REPLACE of a view renames, moves or takes away a column, or changes its type; or a table is given two primary keys.',
    'The statement did nothing.',
    'A view takes new columns behind the last alone: wavec explain sql/replace-refused.',
  ),
  '53100': state(
    'disk_full',
    'The disk of the server is full.',
    'The transaction is rolled back. A rewrite needs the table and its indexes a second time.',
    'Make room, then run it again.',
  ),
  '53300': state(
    'too_many_connections',
    'The server has no free connection.',
    'There was no session at all.',
    'wavec tries again. Look at max_connections, and at a pool that is too large.',
  ),
  '55000': state(
    'object_not_in_prerequisite_state',
    'Something that the statement builds on is missing, e.g. the unique index by which REFRESH … CONCURRENTLY tells rows apart.',
    'The statement did nothing.',
    'Make it first: wavec explain sql/refresh-without-key.',
  ),
  '55006': state(
    'object_in_use',
    'The table has rows whose deferred checks are still to come, or is in use by this session.',
    'The statement did nothing.',
    'Two migrations: wavec explain sql/dml-then-ddl-same-txn.',
  ),
  '55P03': state(
    'lock_not_available',
    'lock_timeout ended the wait for a lock: somebody held one that is in the way for longer than it.',
    'The transaction is rolled back, and nothing is half done. Nobody had to wait behind it for longer than lock_timeout.',
    'wavec tries again until the deadline, and names who is in the way. End that session (pg_terminate_backend), or wait for it, then run it again.',
  ),
  '55P04': state(
    'unsafe_new_enum_value_usage',
    'An enum value is used in the transaction that adds it.',
    'The transaction is rolled back.',
    'Two migrations: wavec explain sql/enum-value-used-same-txn.',
  ),
  '57014': state(
    'query_canceled',
    'statement_timeout ended it, or somebody did.',
    'The transaction is rolled back. CREATE INDEX CONCURRENTLY leaves an INVALID index behind.',
    'Was it waiting or working? If it works on every row, raise the limit for that statement alone, or do it in batches.',
  ),
  '57P01': state(
    'admin_shutdown',
    'The server is shut down or restarted, or somebody ended the session.',
    'What was not committed is rolled back.',
    'Run it again.',
  ),
  '57P03': state(
    'cannot_connect_now',
    'The server starts, or follows another.',
    'There was no session at all.',
    'wavec tries again.',
  ),
}

function state(name: string, condition: string, effect: string, workaround: string): StatePage {
  return { name, condition, effect, workaround }
}
